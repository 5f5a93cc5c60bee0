using System.Collections.Immutable;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Verifier.Scenarios.Binding.Kinds;
using Verifier.Scenarios.Diagnostics;
using Verifier.Scenarios.Model;

namespace Verifier.Scenarios.Binding.Values;

/// <summary>Ranges of whole numbers: comparisons and ordinals.</summary>
internal static partial class Ranges
{
    private const int HighestIrql = 31;
    private const int LongestComparison = 80;
    private const string OrdinalForm = @"^[0-9]{1,18}\.\.[0-9]{1,18}$";

    /// <summary>The IRQLs a script can name; DIRQL stands for every device level.</summary>
    private static readonly Dictionary<string, Comparison> Irqls = new(StringComparer.Ordinal)
    {
        ["PASSIVE_LEVEL"] = new(0, 0),
        ["APC_LEVEL"] = new(1, 1),
        ["DISPATCH_LEVEL"] = new(2, 2),
        ["DIRQL"] = new(3, HighestIrql),
    };

    /// <summary>A comparison of a byte size.</summary>
    public static IKind<Comparison> Sizes { get; } =
        Compared("a size comparison such as \">= 64\", \"< 4KiB\" or 64..128", 0, long.MaxValue, SizeOf);

    /// <summary>A comparison of a number that is 0 or more.</summary>
    public static IKind<Comparison> Counts { get; } =
        Compared("a number, or a comparison such as \">= 1\" or 2..5", 0, long.MaxValue, CountOf);

    /// <summary>An IRQL or a comparison of one.</summary>
    public static IKind<Comparison> Irql { get; } =
        Compared("an IRQL (PASSIVE_LEVEL, APC_LEVEL, DISPATCH_LEVEL, DIRQL) or a comparison such as \">= DISPATCH_LEVEL\"",
            0, HighestIrql, IrqlOf);

    /// <summary>One ordinal or several: <c>3</c>, <c>7..9</c>, <c>[3, 7..9]</c>.</summary>
    public static IKind<ImmutableArray<OrdinalRange>> Ordinals { get; } = new SelectKind<ImmutableArray<OrdinalRange>,
        ImmutableArray<OrdinalRange>>(
        new ListKind<OrdinalRange>(Ordinal(), "ordinals and ranges") { AllowsSingle = true }, Ascending);

    private static ScalarKind<OrdinalRange> Ordinal() => new()
    {
        Phrase = "an ordinal such as 3 or a range such as 7..9, counted from 1",
        Code = DiagnosticCodes.BadOrdinal,
        Parse = (text, _) => ParseOrdinal(text),
        JsonSchema = () => new JsonObject
        {
            ["anyOf"] = new JsonArray(
                new JsonObject { ["type"] = "integer", ["minimum"] = 1 },
                new JsonObject { ["type"] = "string", ["pattern"] = OrdinalForm }),
        },
    };

    private static Parsed<OrdinalRange> ParseOrdinal(string text)
    {
        string[] ends = text.Split("..");
        Parsed<ulong> first = Numbers.Parse(ends[0], 1, long.MaxValue);
        Parsed<ulong> last = ends.Length == 2 ? Numbers.Parse(ends[1], 1, long.MaxValue) : first;
        if (ends.Length > 2 || first.Code == DiagnosticCodes.BadNumber || last.Code == DiagnosticCodes.BadNumber)
        {
            return Parsed<OrdinalRange>.Wrong("is not an ordinal such as 3 or a range such as 7..9");
        }

        if (first.Problem is not null || last.Problem is not null)
        {
            return Parsed<OrdinalRange>.Wrong("is out of range: ordinals count from 1", DiagnosticCodes.OutOfRange);
        }

        return last.Value < first.Value
            ? Parsed<OrdinalRange>.Wrong("runs backwards")
            : new OrdinalRange((long)first.Value, (long)last.Value);
    }

    private static ImmutableArray<OrdinalRange> Ascending(ImmutableArray<OrdinalRange> ranges, SourceSpan span, BindingContext context)
    {
        ImmutableArray<OrdinalRange> sorted = [.. ranges.OrderBy(r => r.First)];
        for (int i = 1; i < sorted.Length; i++)
        {
            if (sorted[i].First <= sorted[i - 1].Last)
            {
                context.Report(DiagnosticCodes.BadOrdinal, span, FormattableString.Invariant($"ordinal {sorted[i].First} is listed twice"));
            }
        }

        return sorted;
    }

    private static ScalarKind<Comparison> Compared(string phrase, long minimum, long maximum, Func<string, Parsed<Comparison>> value) =>
        new()
        {
            Phrase = phrase,
            Code = DiagnosticCodes.BadComparison,
            Parse = (text, _) => ParseComparison(text, minimum, maximum, value),
            JsonSchema = () => new JsonObject
            {
                ["anyOf"] = new JsonArray(new JsonObject { ["type"] = "integer", ["minimum"] = minimum },
                    new JsonObject { ["type"] = "string" }),
            },
        };

    private static Parsed<Comparison> ParseComparison(string text, long minimum, long maximum, Func<string, Parsed<Comparison>> value)
    {
        // The length is bounded because the pattern backtracks.
        Match match = ComparisonPattern().Match(text.Length <= LongestComparison ? text : "");
        if (!match.Success)
        {
            return Parsed<Comparison>.Wrong(
                "is not a comparison: a value, one of >=, >, <=, < with a value, or two values with .. between");
        }

        Parsed<Comparison> left = value(match.Groups["left"].Value);
        Parsed<Comparison> right = match.Groups["right"].Success ? value(match.Groups["right"].Value) : left;
        if (left.Problem is not null || right.Problem is not null)
        {
            string which = left.Problem is null ? match.Groups["right"].Value : match.Groups["left"].Value;
            return Parsed<Comparison>.Wrong($"is not a comparison: '{which}' {left.Problem ?? right.Problem}");
        }

        Comparison range = match.Groups["sign"].Value switch
        {
            ">=" => new(left.Value.Minimum, maximum),
            ">" => new(left.Value.Maximum == long.MaxValue ? long.MaxValue : left.Value.Maximum + 1, maximum),
            "<=" => new(minimum, left.Value.Maximum),
            "<" => new(minimum, left.Value.Minimum - 1),
            _ => new(left.Value.Minimum, right.Value.Maximum),
        };
        return range.Minimum > range.Maximum ? Parsed<Comparison>.Wrong("can never be true") : range;
    }

    private static Parsed<Comparison> SizeOf(string text)
    {
        Parsed<long> size = Quantities.ParseSize(text, 0, long.MaxValue);
        return size.Problem is null ? new Comparison(size.Value, size.Value) : size.As<Comparison>();
    }

    private static Parsed<Comparison> CountOf(string text)
    {
        Parsed<ulong> count = Numbers.Parse(text, 0, long.MaxValue);
        return count.Problem is null ? new Comparison((long)count.Value, (long)count.Value) : count.As<Comparison>();
    }

    private static Parsed<Comparison> IrqlOf(string text)
    {
        if (Irqls.TryGetValue(text, out Comparison known))
        {
            return known;
        }

        Parsed<ulong> level = Numbers.Parse(text, 0, HighestIrql);
        return level.Problem is null
            ? new Comparison((long)level.Value, (long)level.Value)
            : Parsed<Comparison>.Wrong("is not an IRQL (PASSIVE_LEVEL, APC_LEVEL, DISPATCH_LEVEL, DIRQL or 0 to 31)");
    }

    [GeneratedRegex(
        @"^\s*(?:(?<sign>>=|<=|>|<)\s*(?<left>\S.*?)|(?<left>\S.*?)\s*\.\.\s*(?<right>\S.*?)|(?<left>[^\s<>]+( ?[A-Za-z]+)?))\s*$",
        RegexOptions.ExplicitCapture)]
    private static partial Regex ComparisonPattern();
}
