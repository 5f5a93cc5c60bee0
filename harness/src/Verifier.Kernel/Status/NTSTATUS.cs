using System.Collections.Immutable;
using System.Globalization;

namespace Verifier.Kernel;

/// <summary>
/// A status value as every NT routine returns it. Bits 31-30 are the severity (0 success, 1 informational, 2 warning, 3 error), bit 29
/// marks customer codes, bits 27-16 the facility, bits 15-0 the code (harness/docs/facts/ntstatus.md#layout). The default value is
/// STATUS_SUCCESS.
/// </summary>
/// <remarks>
/// Drivers write <c>return NTSTATUS.STATUS_INSUFFICIENT_RESOURCES;</c> or import the names with <c>using static</c>. Comparing two values
/// compares four bytes and allocates nothing. The constants are the rows of ntstatus.tsv that have a sentence.
/// </remarks>
/// <param name="Value">The 32 bits.</param>
public readonly partial record struct NTSTATUS(uint Value)
{
    /// <summary>
    /// The return value of a completion routine that lets completion go on. Not a status of its own: the same value as
    /// <see cref="STATUS_SUCCESS"/>.
    /// </summary>
    public static readonly NTSTATUS STATUS_CONTINUE_COMPLETION = new(0x00000000);

    /// <summary>Every code that this kernel has a sentence on, ascending by value; two names may share a value.</summary>
    public static ImmutableArray<StatusDescription> Known => StatusTable.Known;

    /// <summary>NT_SUCCESS: true for success and informational values, false for warnings and errors.</summary>
    public bool IsSuccess => (int)Value >= 0;

    /// <summary>NT_INFORMATION: severity 1. Passes <see cref="IsSuccess"/> as well.</summary>
    public bool IsInformation => Value >> 30 == 1;

    /// <summary>NT_WARNING: severity 2. Does not pass <see cref="IsSuccess"/>, although data may have been returned.</summary>
    public bool IsWarning => Value >> 30 == 2;

    /// <summary>NT_ERROR: severity 3.</summary>
    public bool IsError => Value >> 30 == 3;

    /// <summary>Symbolic name, or the value as <c>0xC0001234</c> where it has no public name. 0 is STATUS_SUCCESS, not STATUS_WAIT_0.</summary>
    public string Name => StatusTable.Find(Value)?.Name ?? Hex;

    /// <summary>One plain sentence on the code, or null where this kernel has none.</summary>
    public string? Meaning => StatusTable.Find(Value)?.Meaning;

    private string Hex => string.Create(CultureInfo.InvariantCulture, $"0x{Value:X8}");

    /// <summary>NT_SUCCESS as C drivers write it.</summary>
    public static bool NT_SUCCESS(NTSTATUS status) => status.IsSuccess;

    /// <summary>
    /// Reads a symbolic name (any case) or a number as <c>0xC000009A</c>. Text that is neither, or a number of more than 32 bits, gives
    /// false.
    /// </summary>
    public static bool TryParse(string? text, out NTSTATUS status)
    {
        status = default;
        if (text is null)
        {
            return false;
        }

        if (text.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
        {
            bool isHex = uint.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint value);
            status = new NTSTATUS(value);
            return isHex;
        }

        NTSTATUS? known = StatusTable.Find(text)?.Status;
        status = known ?? default;
        return known is not null;
    }

    /// <summary>The same text as <see cref="Name"/>.</summary>
    public override string ToString() => Name;
}
