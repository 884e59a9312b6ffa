import { expect, test } from 'vitest'
import { readViews, viewQuery, withView } from './saved-views'

test('a view is the filter, the sort and the look, and nothing of the moment', () => {
  expect(viewQuery('?state=inactive&after=abc&page=4&user=1&q=moyo')).toBe('q=moyo&state=inactive')
  expect(viewQuery('?roles=nurse%2Cdoctor')).toBe(viewQuery('roles=nurse,doctor'))
})

test('a view saved again under its name replaces it', () => {
  const views = withView([{ name: 'Mine', query: 'q=a' }], { name: 'Mine', query: 'q=b' })
  expect(views).toEqual([{ name: 'Mine', query: 'q=b' }])
})

test.each([null, 'not json', '{"a":1}', '[{"name":1}]'])('kept text %j that is no list of views is none', (text) => {
  expect(readViews(text)).toEqual([])
})
