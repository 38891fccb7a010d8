'use strict';
const assert = require('assert');
const {each, programs} = require('./client.js');

describe('breakpoints', () => {
    const box = {};
    each(box);
    const set = (kind, breakpoints) => box.c.send(kind, {breakpoints}).then(r => r.body.breakpoints);

    it('stops at a line, as the kit sees it', async () => {
        const program = `${programs}/values.py`;
        await box.c.hitBreakpoint({program}, {path: program, line: 12});
    });

    it('stops at a line, in any thread', async () => {
        let points;
        const stop = await box.c.stopped({program: 'lost.py'},
                                         async () => { points = await box.c.breakAt(10); });
        assert.strictEqual(stop.reason, 'breakpoint');
        assert.strictEqual(stop.threadId, 2);
        assert.deepStrictEqual(stop.hitBreakpointIds, [points[0].id]);
        assert.strictEqual(await box.c.line(2), 10);
        assert.deepStrictEqual(points.map(p => [p.verified, p.line]), [[true, 10]]);
    });

    it('moves a breakpoint to a line with code, and keeps what stays', async () => {
        let first, second;
        await box.c.stopped({program: 'values.py', stopOnEntry: true}, async () => {
            first = await box.c.breakAt(9, 15);
            second = await box.c.breakAt(15, 9, 31);
        });
        assert.strictEqual(first[0].line, 10);
        assert.strictEqual(second[0].id, first[1].id);
        assert.strictEqual(second[1].id, first[0].id);
        await box.c.breakAt();
        await box.c.continueRequest({threadId: 1});
        await box.c.event('terminated');
    });

    it('has conditions and hit counts', async () => {
        await box.c.stopped({program: 'values.py'},
                            () => box.c.breakAt({line: 17, condition: 'n == 3'}));
        assert.strictEqual((await box.c.scope('Locals')).n.value, '3');
        await box.c.breakAt({line: 17, hitCondition: '3'});
        await box.c.move('continue');
        const wrong = await box.c.breakAt({line: 17, hitCondition: 'often'},
                                          {line: 17, condition: '1 +'},
                                          {line: 17, condition: 'n := 3'});
        assert.deepStrictEqual(wrong.map(p => p.verified), [false, false, false]);
        assert.match(wrong[0].message, /hit condition/);
        assert.match(wrong[1].message, /SyntaxError/);
    });

    for (const [condition, expected] of [['3', 1], ['>= 13', 3], ['% 5', 3], ['<= 2', 2]]) {
        it(`counts hits: ${condition}`, async () => {
            await box.c.stopped({program: 'values.py', stopOnEntry: true});
            await box.c.breakAt({line: 17, hitCondition: condition});
            const over = box.c.event('terminated').then(() => null);
            let n = -1, stop;
            do {
                n++;
                await box.c.continueRequest({threadId: 1});
                stop = await Promise.race([box.c.event('stopped'), over]);
            } while (stop);
            box.c.waiting.length = 0;
            assert.strictEqual(n, expected);
        });
    }

    it('logs', async () => {
        await box.c.begin({program: 'values.py'},
                          () => box.c.breakAt({line: 12, logMessage: '{amount} of {self.balance}'}));
        await box.c.event('terminated');
        assert.match(box.c.printed('console'), /30 of 70/);
    });

    it('stops at functions', async () => {
        let points;
        const stop = await box.c.stopped({program: 'values.py'}, async () => {
            points = await set('setFunctionBreakpoints', [{name: 'Account.pay'}, {name: 'none'}]);
        });
        assert.strictEqual(stop.reason, 'function breakpoint');
        assert.strictEqual((await box.c.frames())[0].name, 'Account.pay');
        assert.deepStrictEqual(points.map(p => p.verified).slice(1), [false]);
    });

    it('stops at instructions', async () => {
        await box.c.stopped({program: 'values.py'}, () => box.c.breakAt(27));
        const [frame] = await box.c.frames();
        const {instructions} = (await box.c.disassembleRequest(
            {memoryReference: frame.instructionPointerReference, instructionCount: 4})).body;
        const points = await set('setInstructionBreakpoints',
                                 [{instructionReference: instructions[2].address},
                                  {instructionReference: '0x10'}]);
        assert.deepStrictEqual(points.map(p => p.verified), [true, false]);
        const stop = await box.c.move('continue');
        assert.strictEqual(stop.reason, 'instruction breakpoint');
        assert.strictEqual((await box.c.frames())[0].instructionPointerReference,
                           instructions[2].address);
    });

    it('stops when data changes: globals', async () => {
        await box.c.stopped({program: 'lost.py'}, () => box.c.breakAt(10));
        const threadId = 2;
        const frameId = (await box.c.frames(threadId))[0].id;
        const {scopes} = (await box.c.scopesRequest({frameId})).body;
        const {body} = await box.c.dataBreakpointInfoRequest(
            {variablesReference: scopes[1].variablesReference, name: 'counter'});
        assert.deepStrictEqual(body.accessTypes, ['write']);
        const points = await set('setDataBreakpoints', [{dataId: body.dataId}]);
        assert.strictEqual(points[0].verified, true);
        await box.c.breakAt();
        const stop = await box.c.move('continue');
        assert.strictEqual(stop.reason, 'data breakpoint');
        assert.match(stop.description, /counter: 0 -> 1/);
    });

    it('stops when data changes: locals, attributes, items', async () => {
        await box.c.stopped({program: 'values.py'}, () => box.c.breakAt(27));
        const frameId = (await box.c.frames())[0].id;
        const ids = [];
        for (const name of ['left', 'account.balance', "account.history"]) {
            const {body} = await box.c.dataBreakpointInfoRequest({name, frameId});
            ids.push({dataId: body.dataId});
        }
        await set('setDataBreakpoints', ids.slice(0, 2));
        let stop = await box.c.move('continue');
        assert.match(stop.description, /account\.balance: 100 -> 70/);
        stop = await box.c.move('continue');
        assert.match(stop.description, /left/);
        assert.deepStrictEqual((await set('setDataBreakpoints', [{dataId: 'nonsense'}]))
            .map(p => p.verified), [false]);
    });

    it('knows where a breakpoint can be', async () => {
        await box.c.stopped({program: 'values.py', stopOnEntry: true});
        const {body} = await box.c.send('breakpointLocations', {
            source: {path: box.c.program}, line: 8, endLine: 16});
        assert.deepStrictEqual(body.breakpoints.map(b => b.line), [8, 10, 11, 12, 13, 16]);
    });
});

describe('check boxes', () => {
    const box = {};
    each(box);
    const filters = (names, options = []) => box.c.setExceptionBreakpointsRequest(
        {filters: names, filterOptions: options}).then(r => r.body.breakpoints);

    it('uncaught exceptions', async () => {
        const stop = await box.c.stopped({program: 'raises.py'}, () => filters(['uncaught']));
        assert.strictEqual(stop.reason, 'exception');
        assert.strictEqual(await box.c.line(), 3);
        const {body} = await box.c.exceptionInfoRequest({threadId: stop.threadId});
        assert.strictEqual(body.exceptionId, 'ValueError');
        assert.strictEqual(body.description, '7 is too much');
        assert.strictEqual(body.breakMode, 'unhandled');
        await box.c.continueRequest({threadId: 1});
        assert.deepStrictEqual(await box.c.event('exited'), {exitCode: 1});
        assert.match(box.c.printed('stderr'), /ValueError: 7 is too much/);
    });

    it('no uncaught exceptions', async () => {
        await box.c.begin({program: 'raises.py'}, () => filters([]));
        assert.deepStrictEqual(await box.c.event('exited'), {exitCode: 1});
    });

    it('raised exceptions, of a type', async () => {
        const stop = await box.c.stopped({program: 'raises.py'}, () => filters(
            [], [{filterId: 'raised', condition: 'ValueError'}]));
        assert.strictEqual(stop.reason, 'exception');
        assert.strictEqual(await box.c.line(), 3);
        const {body} = await box.c.exceptionInfoRequest({threadId: 1});
        assert.strictEqual(body.description, '2 is too much');
        assert.strictEqual(body.breakMode, 'always');
    });

    it('a lock hand-off', async () => {
        const stop = await box.c.stopped({program: 'lost.py'}, () => filters(['handoff']));
        assert.strictEqual(stop.reason, 'lock hand-off');
    });

    it('the acquisition of a lock', async () => {
        const stop = await box.c.stopped({program: 'deadlock.py'}, async () => {
            await filters([], [{filterId: 'lock', condition: 'a'}]);
        });
        assert.match(stop.description, /t1.*a/);
    });

    it('a race, which needs a condition', async () => {
        let answers;
        const stop = await box.c.stopped({program: 'lost.py', switch: 10}, async () => {
            answers = await filters(['race'], [{filterId: 'race', condition: 'counter'}]);
        });
        assert.deepStrictEqual(answers.map(a => a.verified), [false, true]);
        assert.strictEqual(stop.reason, 'exception');
        assert.match(stop.text, /w1.*w2|w2.*w1/);
        const {body} = await box.c.exceptionInfoRequest({threadId: stop.threadId});
        assert.strictEqual(body.exceptionId, 'race');
    });

    it('a deadlock', async () => {
        const stop = await box.c.stopped({program: 'deadlock.py'}, () => filters(['deadlock']));
        assert.strictEqual(stop.reason, 'exception');
        const {threads} = (await box.c.threadsRequest()).body;
        assert.match(threads.find(t => t.id === 2).name, /^t1 \[waits for lock 'b', held by t2/);
        const {body} = await box.c.exceptionInfoRequest({threadId: stop.threadId});
        assert.strictEqual(body.exceptionId, 'deadlock');
    });
});
