using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Verifier.Scenarios.Binding.Kinds;
using Verifier.Scenarios.Diagnostics;
using Verifier.Scenarios.Model;

namespace Verifier.Scenarios.Binding.Values;

/// <summary>Probabilities: <c>6%</c>, <c>600/10000</c>, <c>0.06</c>.</summary>
internal static partial class Rates
{
    private const string Form = @"^([0-9]{1,3}(\.[0-9]{1,6})?%|[0-9]{1,9}/[0-9]{1,9}|[01](\.[0-9]{1,9})?)$";

    /// <summary>A probability above 0 and up to 1.</summary>
    public static IKind<Rate> Probability { get; } = new ScalarKind<Rate>
    {
        Phrase = "a probability such as 6%, 600/10000 or 0.06",
        Code = DiagnosticCodes.BadRate,
        Parse = (text, _) => Parse(text),
        JsonSchema = () => new JsonObject
        {
            ["anyOf"] = new JsonArray(
                new JsonObject { ["type"] = "number", ["exclusiveMinimum"] = 0, ["maximum"] = 1 },
                new JsonObject { ["type"] = "string", ["pattern"] = Form }),
        },
    };

    /// <summary>Parses a probability.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The exact fraction or what is wrong.</returns>
    public static Parsed<Rate> Parse(string text)
    {
        if (BareNumber().IsMatch(text) && decimal.Parse(text, CultureInfo.InvariantCulture) > 1)
        {
            return Parsed<Rate>.Wrong(
                "is a bare number above 1, which means percent to one tool and chances in 10,000 to another (Driver Verifier):"
                + $" write {text}% or {text}/10000");
        }

        if (!Pattern().IsMatch(text))
        {
            return Parsed<Rate>.Wrong("is not a probability: write 6%, 600/10000 or 0.06");
        }

        Rate? rate = Fraction(text);
        return rate is { Numerator: > 0 } some && some.Numerator <= some.Denominator
            ? some
            : Parsed<Rate>.Wrong("is out of range: more than 0 and at most 1", DiagnosticCodes.OutOfRange);
    }

    private static Rate? Fraction(string text)
    {
        int slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash >= 0)
        {
            long denominator = long.Parse(text.AsSpan(slash + 1), CultureInfo.InvariantCulture);
            return denominator == 0 ? null : Rate.Of(long.Parse(text.AsSpan(0, slash), CultureInfo.InvariantCulture), denominator);
        }

        // Scaled by 10^9 and, for percent, by another 100: at most 999 * 10^9, far from overflow.
        bool isPercent = text.EndsWith('%');
        decimal number = decimal.Parse(isPercent ? text[..^1] : text, CultureInfo.InvariantCulture);
        return Rate.Of((long)(number * 1_000_000_000), isPercent ? 100_000_000_000 : 1_000_000_000);
    }

    [GeneratedRegex(Form)]
    private static partial Regex Pattern();

    [GeneratedRegex(@"^[0-9]{1,18}(\.[0-9]{1,9})?$")]
    private static partial Regex BareNumber();
}
