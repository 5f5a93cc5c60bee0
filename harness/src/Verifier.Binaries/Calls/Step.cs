namespace Verifier.Binaries.Calls;

/// <summary>The way in which compiled code goes on.</summary>
/// <param name="IsFull">With every register from the switch context; otherwise from a call frame.</param>
/// <param name="Frame">The call frame.</param>
/// <param name="Result">The value of rax then.</param>
internal readonly record struct Step(bool IsFull, ulong Frame, ulong Result)
{
    /// <summary>With all registers, which are in the switch context.</summary>
    public static Step Full { get; } = new(true, 0, 0);

    /// <summary>Behind the call whose frame this is, with the call's result.</summary>
    public static Step Enter(ulong frame, ulong result) => new(false, frame, result);
}
