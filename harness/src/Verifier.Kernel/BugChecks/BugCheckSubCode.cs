namespace Verifier.Kernel;

/// <summary>
/// One row of a sub-code table: what a value of the telling parameter means, and what the other three hold then. The others are given in
/// their own order: P2, P3, P4 where P1 tells, P1, P2, P3 where P4 does.
/// </summary>
public sealed record BugCheckSubCode
{
    internal BugCheckSubCode(ulong first, ulong last, string meaning, ParameterLabel other1, ParameterLabel other2, ParameterLabel other3)
    {
        First = first;
        Last = last;
        Meaning = meaning;
        Other1 = other1;
        Other2 = other2;
        Other3 = other3;
    }

    /// <summary>The value this row stands for, or the first of a range.</summary>
    public ulong First { get; }

    /// <summary>The last value of the range; the same as <see cref="First"/> for a single value.</summary>
    public ulong Last { get; }

    /// <summary>The act of the driver, in a sentence or two.</summary>
    public string Meaning { get; }

    /// <summary>The first of the other parameters.</summary>
    public ParameterLabel Other1 { get; }

    /// <summary>The second of the other parameters.</summary>
    public ParameterLabel Other2 { get; }

    /// <summary>The third of the other parameters.</summary>
    public ParameterLabel Other3 { get; }

    internal bool Fits(ulong value) => value >= First && value <= Last;
}
