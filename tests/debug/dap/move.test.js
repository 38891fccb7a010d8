'use strict';
const assert = require('assert');
const net = require('net');
const {spawn} = require('child_process');
const {each, Client} = require('./client.js');

describe('moving', () => {
    const box = {};
    each(box);

    it('steps over, into and out of functions', async () => {
        await box.c.stopped({program: 'values.py'}, () => box.c.breakAt(27));
        assert.strictEqual((await box.c.move('stepIn')).reason, 'step');
        assert.strictEqual(await box.c.line(), 11);
        await box.c.move('next');
        assert.strictEqual(await box.c.line(), 12);
        await box.c.move('stepOut');
        assert.strictEqual(await box.c.line(), 28); // the call was the last of line 27
        assert.strictEqual((await box.c.scope('Locals'))['(returned)'].value, '70');
        await box.c.move('next');
        assert.strictEqual(await box.c.line(), 29);
    });

    it('steps by instructions', async () => {
        await box.c.stopped({program: 'values.py'}, () => box.c.breakAt(27));
        const before = (await box.c.frames())[0].instructionPointerReference;
        await box.c.move('next', {granularity: 'instruction'});
        const after = (await box.c.frames())[0].instructionPointerReference;
        assert.ok(BigInt(after) > BigInt(before));
        await box.c.move('stepBack', {granularity: 'instruction'});
        assert.strictEqual((await box.c.frames())[0].instructionPointerReference, before);
    });

    it('goes back', async () => {
        await box.c.stopped({program: 'values.py'}, () => box.c.breakAt(11, 29));
        await box.c.move('continue');
        assert.strictEqual(await box.c.value('account.balance'), '70');
        await box.c.move('stepBack');
        assert.strictEqual(await box.c.line(), 28);
        await box.c.move('reverseContinue');
        assert.strictEqual(await box.c.line(), 11);
        assert.strictEqual(await box.c.value('self.balance'), '100');
        await box.c.breakAt();
        const stop = await box.c.move('reverseContinue');
        assert.match(stop.description, /beginning/);
        assert.strictEqual(await box.c.line(), 1);
        await box.c.continueRequest({threadId: 1});
        await box.c.event('terminated');
        assert.strictEqual(box.c.printed(), '70 5 1\n'); // once
    });

    it('goes back from the end', async () => {
        await box.c.stopped({program: 'values.py', stopOnExit: true}, () => box.c.breakAt(29));
        await box.c.breakAt();
        await box.c.move('continue');
        const {threads} = (await box.c.threadsRequest()).body;
        assert.strictEqual(threads.length, 1);
        await box.c.breakAt(13);
        await box.c.move('reverseContinue');
        assert.strictEqual(await box.c.line(), 13);
    });

    it('lets one thread run alone', async () => {
        box.c.thread = 2;
        await box.c.stopped({program: 'lost.py', switch: 5}, () => box.c.breakAt(10));
        await box.c.breakAt();
        const stop = await box.c.move('continue', {singleThread: true});
        assert.match(stop.description, /w1 has ended/);
        const {threads} = (await box.c.threadsRequest()).body;
        assert.deepStrictEqual(threads.map((t) => t.id), [1, 3]);
    });

    it('moves only the thread that is stepped', async () => {
        box.c.thread = 2;
        await box.c.stopped({program: 'lost.py', switch: 5}, () => box.c.breakAt(10));
        await box.c.breakAt();
        for (let i = 0; i < 5; i++) {
            const stop = await box.c.move('next');
            assert.strictEqual(stop.threadId, 2);
        }
        assert.strictEqual(await box.c.value('counter'), '2');
        assert.ok(box.c.log.filter(m => m.event === 'thread' && m.body.reason === 'started')
            .length >= 2);
    });

    it('loses an update by hand, and undoes it', async () => {
        const c = box.c;
        c.thread = 2;
        await c.stopped({program: 'lost.py'}, () => c.breakAt({line: 11, hitCondition: '1'}));
        assert.strictEqual(await c.value('before'), '0');
        await c.breakAt(12); // w1 has read; it has to wait while w2 counts
        await c.value('/freeze w1', 'repl');
        c.thread = 1;
        const stop = await c.move('continue');
        assert.strictEqual(stop.threadId, 3);
        c.thread = 3;
        assert.strictEqual(await c.value('counter'), '3');
        await c.breakAt();
        await c.value('/thaw w1', 'repl');
        await c.breakAt(20);
        c.thread = 1;
        await c.move('continue');
        assert.strictEqual(await c.value('counter'), '3');
        await c.breakAt(11);
        c.thread = (await c.move('reverseContinue')).threadId;
        await c.breakAt();
        assert.ok(Number(await c.value('counter')) < 3);
        await c.continueRequest({threadId: 1});
        await c.event('terminated');
        assert.strictEqual(c.printed(), 'counter 3\n');
    });

    it('pauses a busy program, and takes breakpoints while it runs', async () => {
        await box.c.begin({program: 'busy.py'});
        assert.strictEqual(await box.c.refused('stackTrace', {threadId: 1}), 'notStopped');
        assert.strictEqual(await box.c.refused('evaluate', {expression: 'n'}), 'notStopped');
        const {threads} = (await box.c.threadsRequest()).body;
        assert.strictEqual(threads[0].id, 1);
        await box.c.pauseRequest({threadId: 1});
        assert.strictEqual((await box.c.event('stopped')).reason, 'pause');
        assert.ok(Number(await box.c.value('n')) > 0);
        await box.c.continueRequest({threadId: 1});
        const [point] = await box.c.breakAt(3);
        assert.strictEqual(point.verified, true);
        assert.strictEqual((await box.c.event('stopped')).reason, 'breakpoint');
        assert.match(await box.c.refused('pause', {threadId: 1}), /stands still/);
    });

    it('understands commands of the prompt in the console', async () => {
        const c = box.c;
        await c.stopped({program: 'lost.py'}, () => c.breakAt(10));
        c.thread = 2;
        assert.match(await c.value('/threads', 'repl'), /w1/);
        assert.match(await c.value('/help stepi', 'repl'), /instruction/);
        await c.value('/stepi', 'repl');
        await c.event('continued');
        await c.event('stopped');
        await c.value('/switch w2', 'repl');
        assert.strictEqual((await c.event('stopped')).threadId, 3);
        const frameId = (await c.frames(2))[0].id;
        assert.match(await c.refused('evaluate', {expression: '/nonsense', frameId,
                                                  context: 'repl'}), /nonsense/);
    });
});

describe('the wire', () => {
    const box = {};
    each(box);

    it('answers what is no request, and survives what is no message', async () => {
        await box.c.hello();
        box.c.lenient = true;
        assert.match(await box.c.refused('dance', {}), /dance/);
        assert.match(await box.c.refused('next', {threadId: 1}), /no program/);
        assert.match(await box.c.refused('initialize', {}), /before/);
        const out = box.c.outputStream;
        out.write('garbage\r\n\r\n');
        out.write('Content-Length: 7\r\n\r\nnotjson');
        out.write('Content-Length: 2\r\nContent-Type: x\r\n\r\n[]');
        out.write('Content-Length: nine\r\n\r\n');
        out.write('Content-Length: 99999999999999999999\r\n\r\n');
        const text = JSON.stringify({seq: 50, type: 'request', command: 'threads'});
        const answer = new Promise(resolve => box.c.pendingRequests.set(50, resolve));
        for (const byte of `Content-Length: ${text.length}\r\n\r\n${text}`)
            out.write(byte); // a byte at a time
        assert.strictEqual((await answer).success, false);
    });

    it('takes strange arguments', async () => {
        const c = box.c;
        await c.stopped({program: 'values.py', stopOnEntry: true});
        c.lenient = true;
        for (const name of ['setBreakpoints', 'setFunctionBreakpoints', 'setDataBreakpoints',
                            'setInstructionBreakpoints', 'setExceptionBreakpoints', 'stackTrace',
                            'scopes', 'variables', 'evaluate', 'setVariable', 'setExpression',
                            'completions', 'source', 'disassemble', 'exceptionInfo', 'cancel',
                            'dataBreakpointInfo', 'breakpointLocations']) {
            for (const args of [undefined, 7, [], {threadId: 'x', source: 3, breakpoints: 'y',
                                                   filters: 1, expression: 5, frameId: -1},
                                {breakpoints: [null, 3, {line: -5}], source: {path: ''},
                                 filters: [null], frameId: 1e15, variablesReference: -1,
                                 text: '', column: 1e9, name: 'x', value: '1', expression: '',
                                 memoryReference: '0xffffffffffffff', instructionCount: 5}])
                await c.send(name, args).catch(() => {});
        }
        assert.strictEqual(await c.value('1 + 1'), '2');
    });

    it('cancels', async () => {
        await box.c.stopped({program: 'values.py', stopOnEntry: true});
        await box.c.send('cancel', {requestId: 1});
    });

    it('serves one client after another on a port', async () => {
        const adapter = spawn(process.env.BATON, ['dap', '--port', '0'], {stdio: 'pipe'});
        const port = await new Promise(resolve => adapter.stderr.once('data',
            data => resolve(Number(/127\.0\.0\.1:(\d+)/.exec(data)[1]))));
        for (let i = 0; i < 2; i++) {
            const client = new Client();
            await client.start(port);
            await client.stopped({program: 'values.py'}, () => client.breakAt(27));
            if (i === 0) {
                client._socket.destroy(); // in the middle
                continue;
            }
            await client.continueRequest({threadId: 1});
            await client.event('terminated');
            await client.disconnectRequest();
            assert.deepStrictEqual(client.wrong, []);
        }
        adapter.kill();
    });
});
