import { chromium } from '@playwright/test'
import { writeFileSync } from 'node:fs'
const base='http://localhost:4600', pw=process.env.DEMO_PASSWORD
const out='/tmp/person-shots'; import('node:fs').then(f=>f.mkdirSync(out,{recursive:true}))
const browser = await chromium.launch({executablePath:'/usr/bin/chromium',args:['--no-sandbox']})
const variants=[['w-l-en',1440,900,'light','en-GB'],['w-d-fr',1440,900,'dark','fr-FR'],['n-l-fr',390,844,'light','fr-FR'],['n-d-en',390,844,'dark','en-GB']]
const first=await browser.newContext({locale:'en-GB'})
const p=await first.newPage()
await p.goto(base+'/sign-in'); await p.getByLabel('Email').fill('admin@rollcall.test'); await p.getByLabel('Password',{exact:true}).fill(pw); await p.getByRole('button',{name:'Sign in'}).click(); await p.waitForURL(u=>!u.pathname.startsWith('/sign-in'))
const state=await first.storageState()
const call=async(path,input)=>{const r=await p.request.post(base+'/api/trpc/'+path,{data:input,headers:{origin:base}});return (await r.json()).result?.data}
const get=async(path,input)=>{const r=await p.request.get(base+'/api/trpc/'+path+'?input='+encodeURIComponent(JSON.stringify(input)));return (await r.json()).result?.data}
const users=await get('directory/users.list',{limit:20,roles:['doctor']}).catch(()=>null) ?? await get('directory/users.list',{limit:20})
const doc=users.items.find(u=>u.role==='doctor')
const me=(await get('directory/me.get',undefined).catch(()=>null))
const rich=await call('directory/users.create',{email:'x'+Date.now()+'@rollcall.test',firstName:'María José de los',lastName:'Ángeles García Márquez',role:'doctor',phoneNumber:'+263771234567',ministere:'Ministère de la Santé publique et de la Prévention',sexe:'F',matricule:'M-7788'})
await call('directory/users.setRole',{id:rich.id,role:'nurse'});
await call('directory/users.update',{id:rich.id,expectedVersion:2,changes:{lastName:'Ángeles García',ministere:'Cardiologie'}})
await call('directory/users.deactivate',{id:rich.id}); await call('directory/users.activate',{id:rich.id})
const convs=await get('chat/conversations.list',{limit:100})
let long=null; for(const c of convs.items){const t=await get('chat/conversations.thread',{id:c.id,limit:1}); if(t.total>80){long=c.id;break}}
const admin=users.items.find(u=>u.email==='admin@rollcall.test')
const pages={user:`/users/${rich.id}`,trip:null,doctor:`/users/${doc.id}?tab=appointments`,sessions:null,cache:`/users/${doc.id}?tab=cache`,convs:'/conversations',thread:`/conversations?c=${convs.items[0].id}`,long:`/conversations?c=${long}`}
const h=await get('directory/users.history',{id:rich.id}); pages.trip=`/users/${rich.id}?event=${h.items[0].eventId}`
const adm=(await get('directory/users.list',{search:'Farai Ncube'})).items[0]; pages.sessions=`/users/${adm.id}?tab=sessions`
const only=process.argv.slice(2)
for(const [name,w,hh,cs,loc] of variants){
 const ctx=await browser.newContext({viewport:{width:w,height:hh},colorScheme:cs,locale:loc,storageState:{...state,cookies:state.cookies.filter(c=>c.name!=='locale')},reducedMotion:'reduce'})
 const page=await ctx.newPage()
 page.on('console',m=>{if(m.type()==='error')console.log(name,m.text().slice(0,300))})
 for(const [k,u] of Object.entries(pages)){
  if(only.length&&!only.includes(k))continue
  await page.goto(base+u); await page.getByRole('heading',{level:1}).first().waitFor(); await page.waitForLoadState('networkidle').catch(()=>{}); await page.waitForTimeout(800)
  if(k==='user'&&w===1440){await page.screenshot({path:`${out}/${k}-${name}.png`,fullPage:true}); await page.getByRole('button',{name:/^(Edit|Modifier)\s?: (Name|Nom)/}).click(); await page.waitForTimeout(700); await page.screenshot({path:`${out}/edit-${name}.png`,fullPage:false});}
  else await page.screenshot({path:`${out}/${k}-${name}.png`,fullPage:!k.startsWith('thread')&&k!=='long'&&k!=='convs'})
  const o=await page.evaluate('document.documentElement.scrollWidth-window.innerWidth'); if(o>0)console.log('OVERFLOW',k,name,o)
 }
 await ctx.close()
}
await browser.close()
