namespace Verifier.Kernel;

/// <summary>
/// The arguments behind a printf format, 8 bytes each: those of a call, or those in memory that a va_list points to. What a call did not pass
/// is 0.
/// </summary>
internal sealed class CrtArguments
{
    private readonly Machine? _machine;
    private readonly ulong[] _passed = [];
    private ulong _next;

    private CrtArguments(Machine machine, ulong list)
    {
        _machine = machine;
        _next = list;
    }

    private CrtArguments(ulong[] passed) => _passed = passed;

    /// <summary>The arguments of a call with an ellipsis.</summary>
    public static CrtArguments Passed(ReadOnlySpan<ulong> arguments) => new(arguments.ToArray());

    /// <summary>The arguments that a va_list points to.</summary>
    public static CrtArguments List(Machine machine, ulong list) => new(machine, list);

    /// <summary>Takes the next argument.</summary>
    public ulong Next()
    {
        if (_machine is null)
        {
            return _next < (ulong)_passed.Length ? _passed[_next++] : 0;
        }

        var value = _machine.Memory.Read<ulong>(_next);
        _next += sizeof(ulong);
        return value;
    }
}
