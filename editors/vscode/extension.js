// Starts `baton dap` for debug sessions of the type "baton".
'use strict';
const vscode = require('vscode');

const adapters = {
    createDebugAdapterDescriptor(session) {
        const chosen = session.configuration.baton;
        const baton = chosen || vscode.workspace.getConfiguration('baton').get('path') || 'baton';
        return new vscode.DebugAdapterExecutable(baton, ['dap']);
    },
};

const configurations = {
    // Without a launch.json, F5 debugs the script that is being edited.
    resolveDebugConfiguration(folder, configuration) {
        if (configuration.type || configuration.request || configuration.name)
            return configuration;
        const editor = vscode.window.activeTextEditor;
        if (!editor || editor.document.languageId !== 'python')
            return undefined;
        return {type: 'baton', request: 'launch', name: 'Baton', program: '${file}'};
    },
};

exports.activate = function (context) {
    context.subscriptions.push(
        vscode.debug.registerDebugAdapterDescriptorFactory('baton', adapters),
        vscode.debug.registerDebugConfigurationProvider('baton', configurations));
};
exports.deactivate = function () {};
