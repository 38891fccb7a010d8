// The test kit's client, with every message checked in both directions, and what the tests share.
'use strict';
const assert = require('assert');
const path = require('path');
const {DebugClient} = require('@vscode/debugadapter-testsupport');
const {wrong} = require('./schema.js');

const programs = path.join(__dirname, 'programs');

class Client extends DebugClient {
    constructor() {
        super(process.env.BATON, 'dap', 'baton', {});
        this.defaultTimeout = 20000; // the machine may be busy
        this.wrong = [];
        this.log = []; // everything received
        this.unseen = []; // events that nobody has asked for yet
        this.waiting = [];
        const client = this, dispatch = this.dispatch, send = this.doSend;
        this.dispatch = function (text) {
            const message = JSON.parse(text);
            client.wrong.push(...wrong(message));
            client.log.push(message);
            if (message.type === 'event')
                client.arrived(message);
            dispatch.call(client, text);
        };
        this.doSend = function (command, args, done) {
            client.gone = client.gone || command === 'disconnect';
            if (!client.lenient)
                client.wrong.push(...wrong({seq: 1, type: 'request', command, arguments: args}));
            send.call(client, command, args, done);
        };
    }

    arrived(event) {
        const i = this.waiting.findIndex(w => w.name === event.event);
        if (i < 0)
            this.unseen.push(event);
        else
            this.waiting.splice(i, 1)[0].resolve(event.body);
    }

    // The body of the next event of that name, also if it has come already.
    event(name) {
        const i = this.unseen.findIndex(e => e.event === name);
        if (i >= 0)
            return Promise.resolve(this.unseen.splice(i, 1)[0].body);
        return new Promise((resolve, reject) => {
            const timer = setTimeout(() => reject(new Error(`no event ${name}`)),
                                     this.defaultTimeout);
            this.waiting.push({name, resolve: body => { clearTimeout(timer); resolve(body); }});
        });
    }

    // Launch a program of ours; `configure` is called when breakpoints can be set.
    async begin(args, configure) {
        if (args.program && !path.isAbsolute(args.program))
            args.program = path.join(programs, args.program);
        this.program = args.program;
        if (!this.capabilities)
            await this.hello();
        await this.launchRequest(args);
        await this.event('initialized');
        if (configure)
            await configure();
        await this.configurationDoneRequest();
    }

    // ... and wait for its first stop.
    async stopped(args, configure) {
        await this.begin(args, configure);
        return this.event('stopped');
    }

    async breakAt(...wishes) {
        const breakpoints = wishes.map(w => typeof w === 'number' ? {line: w} : w);
        const r = await this.setBreakpointsRequest({source: {path: this.program}, breakpoints});
        return r.body.breakpoints;
    }

    // Send a request that moves the program; where it stops.
    async move(command, args = {}) {
        await this.send(command, Object.assign({threadId: this.thread || 1}, args));
        return this.event('stopped');
    }

    async frames(threadId = 1) {
        return (await this.stackTraceRequest({threadId})).body.stackFrames;
    }

    async line(threadId = 1) {
        return (await this.frames(threadId))[0].line;
    }

    // The variables of a scope of the innermost frame, by name.
    async scope(name, threadId = 1, level = 0) {
        const frameId = (await this.frames(threadId))[level].id;
        const {scopes} = (await this.scopesRequest({frameId})).body;
        return this.children(scopes.find(s => s.name === name).variablesReference);
    }

    async children(variablesReference, more = {}) {
        const args = Object.assign({variablesReference}, more);
        const {variables} = (await this.variablesRequest(args)).body;
        return Object.fromEntries(variables.map(v => [v.name, v]));
    }

    async value(expression, context = 'watch') {
        const frameId = (await this.frames(this.thread || 1))[0].id;
        return (await this.evaluateRequest({expression, frameId, context})).body.result;
    }

    // All the program has printed so far.
    printed(category = 'stdout') {
        return this.log.filter(m => m.event === 'output' && m.body.category === category)
            .map(m => m.body.output).join('');
    }

    // Initialize without a launch.
    async hello() {
        this.capabilities = (await this.initializeRequest()).body;
        return this.capabilities;
    }

    // Disconnect, if it has not been done, and see the adapter end by itself.
    async leave() {
        const adapter = this._adapterProcess;
        if (!adapter)
            return this.stop();
        const ended = adapter.exitCode !== null ? Promise.resolve(adapter.exitCode)
            : new Promise(resolve => adapter.on('exit', resolve));
        if (!this.gone)
            this.disconnectRequest().catch(() => {});
        assert.strictEqual(await ended, 0);
    }

    // A request that must fail; its message.
    async refused(command, args) {
        try {
            await this.send(command, args);
        } catch (e) {
            return e.message;
        }
        assert.fail(`${command} was accepted`);
    }
}

// In a describe(): a client for each test in `box.c`, whose messages are judged at the end.
exports.each = function (box) {
    beforeEach(async () => {
        box.c = new Client();
        await box.c.start();
    });
    afterEach(async () => {
        await box.c.leave();
        assert.deepStrictEqual(box.c.wrong, []);
    });
};
exports.Client = Client;
exports.programs = programs;
