# docs/bytecode.md is what tools/bytecode-doc makes of the table.
cd "$TOP" || exit 1
if tools/bytecode-doc bytecode/opcodes.def | cmp -s - docs/bytecode.md; then
    echo "ok - docs/bytecode.md is made from bytecode/opcodes.def"
else
    echo "not ok - docs/bytecode.md is made from bytecode/opcodes.def"
    echo "# run: tools/bytecode-doc bytecode/opcodes.def > docs/bytecode.md"
fi
