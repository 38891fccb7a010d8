// Checks messages of the Debug Adapter Protocol against its JSON schema, which is made from the
// types in @vscode/debugprotocol: every message has to be what its type says, with no member more.
'use strict';
const fs = require('fs');
const path = require('path');
const Ajv = require('ajv');

const types = require.resolve('@vscode/debugprotocol/lib/debugProtocol.d.ts');
const kept = path.join(process.env.DAP_FOLDER, 'schema.json'); // making it takes seconds

function make() {
    const generator = require('ts-json-schema-generator');
    const schema = generator.createGenerator({path: types, type: '*',
                                              skipTypeCheck: true}).createSchema('*');
    for (const request of ['Launch', 'Attach']) // "implementation specific" members are allowed
        schema.definitions[`DebugProtocol.${request}RequestArguments`].additionalProperties = true;
    fs.writeFileSync(kept, JSON.stringify(schema));
    return schema;
}

const schema = fs.existsSync(kept) ? JSON.parse(fs.readFileSync(kept)) : make();
const ajv = new Ajv({strict: false, allErrors: true});
ajv.addSchema(schema, 'dap');

// The type of a message.
function typeOf(message) {
    if (message.type === 'response' && !message.success)
        return 'ErrorResponse';
    const name = message.type === 'event' ? message.event : message.command;
    const kind = {request: 'Request', response: 'Response', event: 'Event'}[message.type];
    return name[0].toUpperCase() + name.slice(1) + kind;
}

// What is wrong with a message: a list of texts.
exports.wrong = function (message) {
    const type = typeOf(message);
    const validate = ajv.getSchema(`dap#/definitions/DebugProtocol.${type}`);
    if (!validate)
        return [`there is no ${type}`];
    if (validate(message))
        return [];
    return validate.errors.map(e => `${type}${e.instancePath}: ${e.message} ` +
                                    JSON.stringify(e.params));
};
