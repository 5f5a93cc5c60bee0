using Verifier.Kernel;

namespace Verifier.Tests.Kernel.BugChecks.Proof;

/// <summary>A stop code with its sub-code, or without one where the code has none (or where an exception's status is the sub-code).</summary>
/// <param name="Code">The stop code.</param>
/// <param name="SubCode">The parameter that tells the cases of the code apart; null where the code has none.</param>
public readonly record struct ProvenStop(BugCheckCode Code, ulong? SubCode)
{
    /// <summary>What a machine raised: a bug check, or the one that a protocol violation would have been.</summary>
    public static ProvenStop Of(BugCheck stop) => Of(stop.Code, number => stop.Parameter(number));

    /// <summary>Of a code and a way to get its parameters 1 to 4; the sub-code is the one that the catalogue says the code has.</summary>
    public static ProvenStop Of(BugCheckCode code, Func<int, ulong?> parameter)
    {
        var number = SubCodeParameter(code);
        return new ProvenStop(code, number == 0 ? null : parameter(number));
    }

    /// <summary>The parameter that holds the sub-code, 0 for none. An exception's status is data, not a case of the kernel's own.</summary>
    public static int SubCodeParameter(BugCheckCode code)
    {
        var row = BugCheckCatalogue.Find(code);
        return row is null || row.Label(row.SubCodeParameter == 0 ? 1 : row.SubCodeParameter, null).Kind == ValueKind.Status
            ? 0
            : row.SubCodeParameter;
    }

    /// <inheritdoc/>
    public override string ToString() => SubCode is { } value ? $"0x{(uint)Code:X}/0x{value:X} {Code}" : $"0x{(uint)Code:X} {Code}";
}
