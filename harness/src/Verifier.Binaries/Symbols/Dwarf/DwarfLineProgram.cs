using Verifier.Binaries.Images;

namespace Verifier.Binaries.Symbols;

/// <summary>Runs the program of a DWARF line table: a small machine, each of whose rows says from which address on a line counts.</summary>
/// <param name="unit">The line table.</param>
/// <param name="preferredBase">The address of the image that the program's addresses assume.</param>
/// <param name="to">Takes the lines.</param>
internal ref struct DwarfLineProgram(DwarfLineUnit unit, ulong preferredBase, ImageSymbols.Builder to)
{
    private readonly DwarfLineUnit _unit = unit;
    private ByteCursor _cursor = unit.Program;
    private ulong _address;
    private ulong _file = 1;
    private long _line = 1;
    private bool _hasRows;

    private readonly int OpcodeBase => _unit.OperandCounts.Length + 1;

    /// <summary>Runs to the end.</summary>
    /// <exception cref="BinaryException">The program is damaged.</exception>
    public void Run()
    {
        while (_cursor.Left > 0)
        {
            var opcode = _cursor.U8();
            if (opcode >= OpcodeBase)
            {
                AdvanceBoth(opcode - OpcodeBase);
            }
            else if (opcode == 0)
            {
                RunExtended();
            }
            else
            {
                RunStandard(opcode);
            }
        }
    }

    private void RunStandard(byte opcode)
    {
        switch ((DwarfLineOpcode)opcode)
        {
            case DwarfLineOpcode.Copy:
                AddRow();
                break;
            case DwarfLineOpcode.AdvanceAddress:
                Advance(_cursor.Uleb());
                break;
            case DwarfLineOpcode.AdvanceLine:
                _line = unchecked(_line + _cursor.Sleb());
                break;
            case DwarfLineOpcode.SetFile:
                _file = _cursor.Uleb();
                break;
            case DwarfLineOpcode.AddConstant:
                Advance((ulong)((byte.MaxValue - OpcodeBase) / _unit.LineRange));
                break;
            case DwarfLineOpcode.AdvanceFixed:
                _address = unchecked(_address + _cursor.U16());
                break;
            default:
                SkipOperands(_unit.OperandCounts[opcode - 1]);
                break;
        }
    }

    private void SkipOperands(int count)
    {
        for (; count > 0; count--)
        {
            _cursor.Uleb();
        }
    }

    private void RunExtended()
    {
        var part = _cursor.Part(_cursor.Uleb());
        switch ((DwarfExtendedOpcode)part.U8())
        {
            case DwarfExtendedOpcode.EndSequence:
                EndSequence();
                break;
            case DwarfExtendedOpcode.SetAddress:
                _address = part.U64();
                break;
            case DwarfExtendedOpcode.DefineFile:
                _unit.Files.AddFile(part.Text(), ref part);
                break;
            default:
                break;
        }
    }

    // A special opcode advances address and line at once, and adds a row.
    private void AdvanceBoth(int step)
    {
        Advance((ulong)(step / _unit.LineRange));
        _line = unchecked(_line + _unit.LineBase + (step % _unit.LineRange));
        AddRow();
    }

    private void Advance(ulong instructions) => _address = unchecked(_address + (instructions * _unit.InstructionBytes));

    // The linker leaves the lines of code that it left out of the image, at addresses that are in no section.
    private void AddRow()
    {
        if (Rva() is not { } rva || to.Sections.CodeEndAt(rva) is null)
        {
            return;
        }

        _hasRows = true;
        if (_line is > 0 and <= int.MaxValue && _unit.Files.At(_file) is { } file)
        {
            to.Lines.Add(rva, file, (int)_line);
        }
        else
        {
            to.Lines.AddEnd(rva);
        }
    }

    private void EndSequence()
    {
        if (_hasRows && Rva() is { } rva)
        {
            to.Lines.AddEnd(rva);
        }

        (_address, _file, _line, _hasRows) = (0, 1, 1, false);
    }

    private readonly uint? Rva() =>
        _address >= preferredBase && _address - preferredBase <= uint.MaxValue ? (uint)(_address - preferredBase) : null;
}
