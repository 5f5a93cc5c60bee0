using System.Globalization;
using Verifier.Kernel;

namespace Verifier.Engine.Planning;

/// <summary>
/// What each call of an import that is not modelled answers, instead of ending the run: <c>--stub NAME=VALUE</c>. The routine does nothing
/// else; whatever the driver wanted of it beyond the value stays undone.
/// </summary>
/// <param name="Name">The import's name, or its ordinal as <c>#7</c>.</param>
/// <param name="Value">What the calls leave in rax.</param>
public readonly record struct ImportStub(string Name, ulong Value)
{
    private const string Hex = "0x";

    /// <summary>The sentence that every result has.</summary>
    public string Sentence => $"{Name} is not modelled: its calls were answered with {ValueText} (--stub) and did nothing else";

    private string ValueText => string.Create(CultureInfo.InvariantCulture, $"{Hex}{Value:X}");

    /// <summary>Reads NAME=VALUE: a number, decimal (negative too) or as 0x1F, or the name of an NTSTATUS; false with what is wrong with it.</summary>
    public static bool TryParse(string text, out ImportStub stub, out string problem)
    {
        ArgumentNullException.ThrowIfNull(text);
        stub = default;
        var end = text.LastIndexOf('=');
        var name = end < 0 ? string.Empty : text[..end];
        if (name.Length == 0 || name.Any(c => char.IsWhiteSpace(c) || c is '\0' or ',' or '='))
        {
            problem = "write NAME=VALUE, such as --stub PsGetProcessImageFileName=0";
            return false;
        }

        problem = $"'{text[(end + 1)..]}' is no value; give a number of up to 64 bits, such as 0 or 0x1F, or a status, such as STATUS_NOT_SUPPORTED";
        if (Value64(text[(end + 1)..]) is not { } value)
        {
            return false;
        }

        stub = new ImportStub(name, value);
        return true;
    }

    /// <summary>NAME=VALUE, as <see cref="TryParse"/> reads it.</summary>
    public override string ToString() => $"{Name}={ValueText}";

    private static ulong? Value64(string text)
    {
        var isHex = text.StartsWith(Hex, StringComparison.OrdinalIgnoreCase);
        if (ulong.TryParse(isHex ? text.AsSpan(Hex.Length) : text, isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.None, CultureInfo.InvariantCulture, out var value))
        {
            return value;
        }

        if (!isHex && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var negative))
        {
            return unchecked((ulong)negative);
        }

        return !isHex && NTSTATUS.TryParse(text, out var status) ? status.Value : null;
    }
}
