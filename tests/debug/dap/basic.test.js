'use strict';
const assert = require('assert');
const path = require('path');
const {each, programs} = require('./client.js');

describe('the beginning and the end', () => {
    const box = {};
    each(box);

    it('says what it can', async () => {
        const {body} = await box.c.initializeRequest();
        assert.strictEqual(body.supportsStepBack, true);
        assert.deepStrictEqual(body.exceptionBreakpointFilters.map(f => f.filter),
                               ['uncaught', 'raised', 'handoff', 'lock', 'race', 'deadlock']);
        assert.deepStrictEqual(
            body.exceptionBreakpointFilters.filter(f => f.default).map(f => f.filter),
            ['uncaught', 'deadlock']);
    });

    it('runs a program to its end', async () => {
        await box.c.begin({program: 'lost.py'});
        assert.deepStrictEqual(await box.c.event('exited'), {exitCode: 0});
        await box.c.event('terminated');
        assert.strictEqual(box.c.printed(), 'counter 6\n');
    });

    it('gives the program its arguments, streams, environment and folder', async () => {
        await box.c.begin({program: 'stream.py', args: ['a', 'b c'], stdin: 'lost.py',
                           cwd: programs, env: {PYTHONHASHSEED: '3'}});
        assert.deepStrictEqual(await box.c.event('exited'), {exitCode: 5});
        assert.strictEqual(box.c.printed(), "out 2\nread 'import threading\\n'\n");
        assert.strictEqual(box.c.printed('stderr'), 'err\n');
    });

    it('stops at the entry', async () => {
        const stop = await box.c.stopped({program: 'values.py', stopOnEntry: true});
        assert.strictEqual(stop.reason, 'entry');
        assert.strictEqual(stop.allThreadsStopped, true);
        assert.strictEqual(await box.c.line(), 1);
    });

    it('stops at the exit, if asked to', async () => {
        const stop = await box.c.stopped({program: 'values.py', stopOnExit: true});
        assert.strictEqual(stop.reason, 'exit');
        await box.c.continueRequest({threadId: 1});
        assert.deepStrictEqual(await box.c.event('exited'), {exitCode: 0});
    });

    it('refuses what it can not launch, and why', async () => {
        await box.c.hello();
        const program = path.join(programs, 'no-such.py');
        assert.match(await box.c.refused('launch', {program}), /no-such.py/);
        assert.match(await box.c.refused('launch', {}), /"program"/);
        assert.match(await box.c.refused('launch', {program: 'x.py', cwd: '/no/such'}), /"cwd"/);
        assert.match(await box.c.refused('launch', {program: path.join(programs, 'lost.py'),
                                                    policy: 'best'}), /policy/);
        assert.match(await box.c.refused('attach', {}), /launch/);
        await box.c.begin({program: 'lost.py'}); // and then it works
        await box.c.event('terminated');
    });

    it('shows the syntax error of a script', async () => {
        await box.c.begin({program: path.join(programs, 'broken.txt')});
        assert.deepStrictEqual(await box.c.event('exited'), {exitCode: 1});
        assert.match(box.c.printed('stderr'), /SyntaxError/);
    });

    it('terminates', async () => {
        await box.c.begin({program: 'busy.py'});
        await box.c.terminateRequest();
        await box.c.event('terminated');
    });

    it('disconnects in the middle of a run', async () => {
        await box.c.begin({program: 'busy.py'});
        await box.c.disconnectRequest();
    });

    it('restarts with the breakpoints', async () => {
        let points;
        await box.c.stopped({program: 'values.py'},
                            async () => { points = await box.c.breakAt(24); });
        assert.strictEqual(await box.c.line(), 24);
        await box.c.restartRequest({});
        const stop = await box.c.event('stopped');
        assert.strictEqual(stop.reason, 'breakpoint');
        assert.strictEqual(await box.c.line(), 24);
        assert.strictEqual(points[0].verified, true);
    });

    it('runs without debugging', async () => {
        await box.c.begin({program: 'values.py', noDebug: true, stopOnEntry: true},
                          () => box.c.breakAt(24));
        assert.deepStrictEqual(await box.c.event('exited'), {exitCode: 0});
    });
});
