'use strict';
const assert = require('assert');
const path = require('path');
const {each, programs} = require('./client.js');

describe('looking at a standing program', () => {
    const box = {};
    each(box);
    const atCall = () => box.c.stopped({program: 'values.py'}, () => box.c.breakAt(27));

    it('shows the stack, in pages', async () => {
        await box.c.stopped({program: 'values.py'},
                            () => box.c.breakAt({line: 17, condition: 'n == 3'}));
        const all = await box.c.frames();
        assert.deepStrictEqual(all.map(f => f.name),
                               ['fib', 'fib', 'fib', 'main', '<module>']);
        assert.strictEqual(all[0].source.path, path.join(programs, 'values.py'));
        assert.match(all[0].instructionPointerReference, /^0x[0-9a-f]+$/);
        const {body} = await box.c.stackTraceRequest({threadId: 1, startFrame: 3, levels: 1});
        assert.deepStrictEqual(body.stackFrames.map(f => [f.name, f.line]), [['main', 28]]);
        assert.strictEqual(body.totalFrames, 5);
        assert.match(await box.c.refused('stackTrace', {threadId: 9}), /thread 9/);
    });

    it('shows the scopes', async () => {
        await atCall();
        const frameId = (await box.c.frames())[0].id;
        const {scopes} = (await box.c.scopesRequest({frameId})).body;
        assert.deepStrictEqual(scopes.map(s => s.name),
                               ['Locals', 'Globals', 'Registers', 'Locks', 'GIL']);
        const locals = await box.c.scope('Locals');
        assert.strictEqual(locals.text.value, "'grün 🎻'");
        assert.strictEqual(locals.text.type, 'str');
        assert.strictEqual(locals.text.variablesReference, 0);
        assert.ok((await box.c.scope('Globals')).fib);
        assert.ok((await box.c.scope('Registers')).account);
        assert.ok(Object.keys(await box.c.scope('GIL')).length > 0);
    });

    it('opens values, and lists in pages', async () => {
        await atCall();
        const locals = await box.c.scope('Locals');
        const account = await box.c.children(locals.account.variablesReference);
        assert.strictEqual(account.balance.value, '100');
        assert.strictEqual(account.balance.evaluateName, 'account.balance');
        const table = await box.c.children(locals.table.variablesReference);
        assert.strictEqual(table["'one'"].value, '1');
        assert.strictEqual(locals.numbers.indexedVariables, 1000);
        const page = await box.c.children(locals.numbers.variablesReference,
                                          {filter: 'indexed', start: 500, count: 3});
        assert.deepStrictEqual(Object.values(page).map(v => v.value), ['500', '501', '502']);
        assert.match(await box.c.refused('variables', {variablesReference: 9999}), /stop/);
    });

    it('forgets references when the program moves', async () => {
        await atCall();
        const {account} = await box.c.scope('Locals');
        await box.c.move('next');
        assert.match(await box.c.refused('variables',
                                         {variablesReference: account.variablesReference}),
                     /earlier stop/);
    });

    it('evaluates, and says what is wrong', async () => {
        await atCall();
        assert.strictEqual(await box.c.value('account.balance + len(numbers)'), '1100');
        assert.strictEqual(await box.c.value('[x for x in table if x != text]'), "['one', 'two']");
        const frameId = (await box.c.frames())[0].id;
        assert.match(await box.c.refused('evaluate', {expression: 'nothing', frameId}),
                     /NameError.*nothing/);
        assert.match(await box.c.refused('evaluate', {expression: '1 +', frameId}), /SyntaxError/);
        assert.match(await box.c.refused('evaluate', {expression: 'account.pay(5)', frameId,
                                                      context: 'hover'}), /change the program/);
        assert.strictEqual(await box.c.value('account.balance'), '100');
        const outer = (await box.c.frames())[1].id;
        const {body} = await box.c.evaluateRequest({expression: 'len(__name__)', frameId: outer,
                                                    context: 'watch'});
        assert.strictEqual(body.result, '8');
        const whole = await box.c.evaluateRequest({expression: 'numbers', frameId,
                                                   context: 'clipboard'});
        assert.match(whole.body.result, /, 999\]$/);
    });

    it('executes in the console', async () => {
        await atCall();
        assert.strictEqual(await box.c.value('account.pay(5)', 'repl'), '95');
        await box.c.value('left = 7', 'repl');
        assert.strictEqual(await box.c.value('account.balance'), '95');
        assert.strictEqual(await box.c.value('left'), '7');
    });

    it('assigns', async () => {
        await atCall();
        const frameId = (await box.c.frames())[0].id;
        const {scopes} = (await box.c.scopesRequest({frameId})).body;
        const variablesReference = scopes[0].variablesReference;
        let r = await box.c.setVariableRequest({variablesReference, name: 'text', value: '"new"'});
        assert.strictEqual(r.body.value, "'new'");
        const {account} = await box.c.children(variablesReference);
        r = await box.c.setVariableRequest({variablesReference: account.variablesReference,
                                            name: 'balance', value: '40 + 2'});
        assert.strictEqual(r.body.value, '42');
        r = await box.c.send('setExpression', {expression: 'table["two"][0]', value: '9', frameId});
        assert.strictEqual(r.body.value, '9');
        assert.strictEqual(await box.c.value('[text, account.balance, table]'),
                           "['new', 42, {'one': 1, 'two': [9, 2]}]");
        assert.match(await box.c.refused('setVariable', {variablesReference, name: 'text',
                                                         value: '1 +'}), /SyntaxError/);
        assert.match(await box.c.refused('setVariable', {variablesReference, name: 'none',
                                                         value: '1'}), /none/);
    });

    it('completes', async () => {
        await atCall();
        const frameId = (await box.c.frames())[0].id;
        let {targets} = (await box.c.completionsRequest({frameId, text: '"🎻" + account.ba',
                                                         column: 18})).body;
        assert.deepStrictEqual(targets, [{label: 'balance', start: 16, length: 2}]);
        ({targets} = (await box.c.completionsRequest({frameId, text: '/timel', column: 7})).body);
        assert.deepStrictEqual(targets.map(t => t.label), ['timeline']);
    });

    it('names sources that are no files', async () => {
        await box.c.stopped({program: 'stream.py', stdin: '/dev/null'},
                            () => box.c.send('setFunctionBreakpoints',
                                             {breakpoints: [{name: 'made'}]}));
        const [frame] = await box.c.frames();
        assert.strictEqual(frame.source.name, '<string>');
        assert.strictEqual(frame.source.sourceReference, undefined); // nobody keeps its text
        assert.match(await box.c.refused('source', {source: frame.source, sourceReference: 77}),
                     /no such source/);
    });

    it('puts the standard library in the background', async () => {
        await box.c.stopped({program: 'lost.py'}, () => box.c.breakAt(10));
        const [frame] = await box.c.frames(1);
        assert.strictEqual(frame.presentationHint, 'subtle');
        assert.strictEqual(frame.source.name, '<frozen threading>');
    });

    it('lists the sources', async () => {
        await atCall();
        const {sources} = (await box.c.send('loadedSources', {})).body;
        assert.ok(sources.some(s => s.path === box.c.program));
        const event = await box.c.event('loadedSource');
        assert.strictEqual(event.reason, 'new');
    });

    it('disassembles exactly what is asked for', async () => {
        await atCall();
        const [frame] = await box.c.frames();
        const ask = more => box.c.disassembleRequest(Object.assign(
            {memoryReference: frame.instructionPointerReference, instructionCount: 20}, more));
        const forward = (await ask({})).body.instructions;
        assert.strictEqual(forward.length, 20);
        assert.strictEqual(forward[0].address, frame.instructionPointerReference);
        assert.strictEqual(forward[0].line, 27);
        const back = (await ask({instructionOffset: -200, instructionCount: 400})).body.instructions;
        assert.strictEqual(back.length, 400);
        const addresses = back.map(i => BigInt(i.address));
        assert.ok(addresses.every((a, i) => a > 0n && (i === 0 || a > addresses[i - 1])));
        assert.ok(back.some(i => i.address === frame.instructionPointerReference));
        assert.deepStrictEqual((await ask({instructionCount: 0})).body.instructions, []);
        assert.match(await box.c.refused('disassemble', {memoryReference: 'x',
                                                         instructionCount: 3}), /memoryReference/);
    });
});
