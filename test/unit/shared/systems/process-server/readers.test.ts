import { describe, expect, it } from 'vitest';
import { readJsonTree } from '#shared/systems/process-server/read-json-tree.ts';
import { readXml } from '#shared/systems/process-server/read-xml.ts';
import { wholeText, type XmlElement } from '#shared/systems/process-server/xml-element.ts';

/** `a{u}("text" b{}())`: name, namespace, text and children. */
function told(element: XmlElement | null): string {
  if (element === null) return 'nothing';
  const children = element.children.map(told).join(' ');
  return `${element.name}{${element.namespace ?? '?'}}(${[element.text.trim() === '' ? '' : JSON.stringify(element.text.trim()), children].filter((one) => one !== '').join(' ')})`;
}

describe('XML', () => {
  it.each([
    ['prefixes', '<a:b xmlns:a="u"><a:c/><d/></a:b>', 'b{u}(c{u}() d{}())'],
    ['a default namespace and a prefix of the same', '<b xmlns="u"><p:c xmlns:p="v"/><d/></b>', 'b{u}(c{v}() d{u}())'],
    ['a prefix nobody declared', '<x:b/>', 'b{?}()'],
    [
      'CDATA, comments and instructions',
      '<?xml version="1.0"?><!-- <z/> --><b><![CDATA[<i>&amp;]]><!--x--><?p ?> t</b>',
      'b{}("<i>&amp; t")',
    ],
    ['entities, and none but XML’s own', '<b>&lt;&#65;&#x42;&bomb;&amp;</b>', 'b{}("<AB&bomb;&")'],
    ['a greater-than in an attribute', '<b a="x>y" c=\'"\'><d/></b>', 'b{}(d{}())'],
    ['what was cut off', '<b><c>te', 'b{}(c{}("te"))'],
    ['end tags that do not fit', '<b><c></x></b><d/>', 'b{}(c{}())'],
    ['a document type', '<!DOCTYPE b [<!ENTITY x "y">]><b>&x;</b>', 'nothing'],
    ['no XML', 'hello', 'nothing'],
  ])('with %s is read', (_words, text, expected) => {
    expect(told(readXml(text))).toBe(expected);
  });

  it('is read with the places its elements stand at', () => {
    const text = '<b><c x="1">t</c><d/></b>';
    const places = readXml(text)?.children.map(({ start, end }) => text.slice(start, end));
    expect(places).toEqual(['<c x="1">t</c>', '<d/>']);
  });

  it('nests no deeper than it has to', () => {
    const deep = readXml('<a>'.repeat(5_000));
    let depth = 0;
    for (let one = deep; one !== null; one = one.children[0] ?? null) depth += 1;
    expect(depth).toBeLessThan(60);
  });
});

describe('JSON', () => {
  it.each([
    ['one element', '{"a":{"xmlns":"u","b":{"$t":"1"},"c":"2"}}', 'a{u}(b{u}("1") c{u}("2"))'],
    ['an array', '{"a":{"b":[{"$t":1},{"$t":true}]}}', 'a{}(b{}("1") b{}("true"))'],
    ['a prefix', '{"x:a":{"xmlns$x":"u","x$b":{}}}', 'a{u}(b{u}())'],
    ['nothing in it', '{}', '{}()'],
    ['a list', '[1]', 'nothing'],
    ['a fault', '{', 'nothing'],
  ])('with %s is read', (_words, text, expected) => {
    expect(told(readJsonTree(text))).toBe(expected);
  });

  it('gives its text as XML does', () => {
    expect(wholeText(readJsonTree('{"a":{"b":{"$t":" x "},"c":{"$t":"y"}}}'))).toBe('x y');
  });
});
