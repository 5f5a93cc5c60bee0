using System.Collections.Immutable;
using System.Globalization;
using Iced.Intel;

namespace Verifier.Binaries.Images.Decoding;

/// <summary>
/// The registers and stack slots that hold values computed from a request's control code, at one place of the code. Never changed.
/// </summary>
internal sealed class FollowedCode
{
    /// <summary>None does.</summary>
    public static readonly FollowedCode Nowhere = new();

    private static readonly Register[] s_arguments = [Register.RCX, Register.RDX, Register.R8, Register.R9];
    private static readonly Register[] s_volatile = [Register.RAX, .. s_arguments, Register.R10, Register.R11];

    private ImmutableSortedDictionary<(Register Base, long Slot), CodeValue> _values = ImmutableSortedDictionary<(Register Base, long Slot), CodeValue>.Empty;

    // The slot of a register itself.
    private const long Itself = long.MinValue;

    private FollowedCode()
    {
    }

    /// <summary>The last number that such a value was compared with; null when there is none.</summary>
    public (CodeValue Value, uint Number)? Bound { get; private init; }

    /// <summary>Rva to which a branch behind that compare leads when the value is greater; 0 when there is none.</summary>
    public uint Default { get; private init; }

    /// <summary>The same for the same state.</summary>
    public string Key => string.Join(' ', _values.Select(v => string.Create(
        CultureInfo.InvariantCulture, $"{(int)v.Key.Base}:{v.Key.Slot}:{v.Value.Added}:{v.Value.Rotation}")));

    /// <summary>The value in an operand of an instruction; null if it does not come from the control code.</summary>
    public CodeValue? At(in Instruction instruction, int operand) => Slot(instruction, operand) is { } slot && _values.TryGetValue(slot, out var value) ? value : null;

    /// <summary>The value in a register; null if it does not come from the control code.</summary>
    public CodeValue? OfRegister(Register register) => _values.TryGetValue((register.GetFullRegister(), Itself), out var value) ? value : null;

    /// <summary>The state after the first operand of an instruction was given a value.</summary>
    public FollowedCode With(in Instruction instruction, CodeValue value) => Slot(instruction, 0) is { } slot ? Changed(_values.SetItem(slot, value)) : this;

    /// <summary>The state after a register was given another value.</summary>
    public FollowedCode Without(Register register)
    {
        var key = (register.GetFullRegister(), Itself);
        return _values.ContainsKey(key) ? Changed(_values.Remove(key)) : this;
    }

    /// <summary>The state after a compare.</summary>
    public FollowedCode WithBound(CodeValue value, uint number) => new() { _values = _values, Bound = (value, number) };

    /// <summary>The state behind a branch that was not taken.</summary>
    public FollowedCode WithDefault(in Instruction branch) => Bound is not null && branch.ConditionCode is ConditionCode.a or ConditionCode.ae
        ? new() { _values = _values, Bound = Bound, Default = (uint)branch.NearBranchTarget } : this;

    /// <summary>The state at the begin of a function that is called.</summary>
    public FollowedCode Arguments() => _values.IsEmpty ? Nowhere
        : new() { _values = _values.RemoveRange(_values.Keys.Where(key => key.Slot != Itself || !s_arguments.Contains(key.Base))) };

    /// <summary>The state behind a call.</summary>
    public FollowedCode AfterCall() => _values.IsEmpty ? this : Changed(_values.RemoveRange(s_volatile.Select(register => (register, Itself))));

    private FollowedCode Changed(ImmutableSortedDictionary<(Register Base, long Slot), CodeValue> values) => new() { _values = values, Bound = Bound, Default = Default };

    private static (Register Base, long Slot)? Slot(in Instruction instruction, int operand) => instruction.GetOpKind(operand) switch
    {
        OpKind.Register => (instruction.GetOpRegister(operand).GetFullRegister(), Itself),
        OpKind.Memory when instruction is { MemoryIndex: Register.None, MemoryBase: Register.RSP or Register.RBP } => (instruction.MemoryBase, (long)instruction.MemoryDisplacement64),
        _ => null,
    };
}
