using System.Collections.Immutable;
using System.Globalization;

namespace Verifier.Kernel;

/// <summary>
/// Every stop code this kernel knows, explained (harness/docs/facts/bugchecks.md). Used by every bug-check finding and for looking a code
/// up.
/// </summary>
public static class BugCheckCatalogue
{
    private static readonly ParameterLabel Unknown = new("not known", ValueKind.Value);

    /// <summary>All codes, in ascending order.</summary>
    public static ImmutableArray<BugCheckDescription> All { get; } = BugCheckTable.Read();

    private static readonly Dictionary<BugCheckCode, BugCheckDescription> ByCode = All.ToDictionary(row => row.Code);

    /// <summary>The description of a code, or null.</summary>
    public static BugCheckDescription? Find(BugCheckCode code) => ByCode.GetValueOrDefault(code);

    /// <summary>Reads a code as a number (<c>0xC4</c>, also <c>C4</c>) or as its symbolic name in any case.</summary>
    public static bool TryParseCode(string? text, out BugCheckCode code)
    {
        code = default;
        if (string.IsNullOrEmpty(text))
        {
            return false;
        }

        ReadOnlySpan<char> digits = text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? text.AsSpan(2) : text;
        if (uint.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint number))
        {
            code = (BugCheckCode)number;
            return ByCode.ContainsKey(code);
        }

        foreach (BugCheckDescription row in All)
        {
            if (row.Code.ToString().Equals(text, StringComparison.OrdinalIgnoreCase))
            {
                code = row.Code;
                return true;
            }
        }

        return false;
    }

    /// <summary>Explains a bug check that happened. A code or sub-code that is not in the catalogue is explained as far as it goes.</summary>
    public static BugCheckExplanation Explain(BugCheck bugCheck)
    {
        BugCheckDescription? description = Find(bugCheck.Code);
        if (description is null)
        {
            return NotKnown(bugCheck.Code, number => ParameterText.Hex(bugCheck.Parameter(number)));
        }

        ImmutableArray<ulong> parameters = [bugCheck.Parameter(1), bugCheck.Parameter(2), bugCheck.Parameter(3), bugCheck.Parameter(4)];
        return Compose(description, SubCodeOf(description, parameters), parameters) with { Hints = BugCheckHints.For(bugCheck) };
    }

    /// <summary>
    /// Explains a code of which only the leading parameters are known, none to all four. One alone is the sub-code where the code has them,
    /// whichever parameter that is.
    /// </summary>
    public static BugCheckExplanation Explain(BugCheckCode code, ImmutableArray<ulong> leading)
    {
        BugCheckDescription? description = Find(code);
        return (description, leading) switch
        {
            (_, [var first, var second, var third, var fourth]) => Explain(new BugCheck(code, first, second, third, fourth)),
            (null, _) => NotKnown(code, number => number <= leading.Length ? ParameterText.Hex(leading[number - 1]) : null),
            ({ SubCodeParameter: > 1 }, [var subCode]) => Explain(code, subCode),
            _ => Compose(description, SubCodeOf(description, leading), leading),
        };
    }

    /// <summary>
    /// Explains a code, or a code with a sub-code, without the values of the parameters. For codes whose P1 is an exception the sub-code is
    /// that exception. A sub-code given for a code that has none is ignored.
    /// </summary>
    public static BugCheckExplanation Explain(BugCheckCode code, ulong? subCode = null)
    {
        BugCheckDescription? description = Find(code);
        return description switch
        {
            null => NotKnown(code, _ => null),
            { SubCodeParameter: 0 } => Compose(description, null, []),
            _ => Compose(description, subCode, []),
        };
    }

    private static BugCheckExplanation Compose(BugCheckDescription description, ulong? subCode, ImmutableArray<ulong> leading)
    {
        BugCheckSubCode? row = subCode is { } value ? description.FindSubCode(value) : null;
        var parameters = ImmutableArray.CreateBuilder<ExplainedParameter>(4);
        for (int number = 1; number <= 4; number++)
        {
            ParameterLabel label = description.Label(number, row);
            string? text = number > leading.Length ? null : ParameterText.Of(label.Kind, leading[number - 1]);
            if (text is null && number == description.SubCodeParameter && subCode is { } asked)
            {
                text = ParameterText.Of(label.Kind, asked);
            }

            parameters.Add(new ExplainedParameter(number, label.Text, label.Kind, text));
        }

        return new BugCheckExplanation(
            description.Code,
            description.Code.ToString(),
            description.Explanation,
            subCode,
            row?.Meaning ?? ExceptionMeaning(description, subCode),
            parameters.MoveToImmutable(),
            []);
    }

    private static ulong? SubCodeOf(BugCheckDescription description, ImmutableArray<ulong> leading)
    {
        int number = description.SubCodeParameter;
        if (number == 0 || number > leading.Length)
        {
            return null;
        }

        ulong value = leading[number - 1];
        return IsException(description) ? (uint)value : value;
    }

    // The exception tables hold the common codes only; NTSTATUS knows the rest.
    private static string? ExceptionMeaning(BugCheckDescription description, ulong? subCode) =>
        subCode is { } value && IsException(description) && new NTSTATUS((uint)value) is { Meaning: { } meaning } status
            ? $"The exception is {status.Name}: {meaning}"
            : null;

    private static bool IsException(BugCheckDescription description) =>
        description.SubCodeParameter == 1 && description.Label(1, null).Kind == ValueKind.Status;

    private static BugCheckExplanation NotKnown(BugCheckCode code, Func<int, string?> text) => new(
        code,
        ParameterText.Hex((uint)code),
        "This stop code is not in the catalogue.",
        null,
        null,
        [.. Enumerable.Range(1, 4).Select(number => new ExplainedParameter(number, Unknown.Text, Unknown.Kind, text(number)))],
        []);
}
