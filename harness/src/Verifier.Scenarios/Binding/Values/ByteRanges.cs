using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Verifier.Scenarios.Binding.Kinds;
using Verifier.Scenarios.Diagnostics;
using Verifier.Scenarios.Model;

namespace Verifier.Scenarios.Binding.Values;

/// <summary>Bytes of an output: <c>3</c>, <c>4..7</c>, <c>[3, 8..11]</c>.</summary>
internal static class ByteRanges
{
    private const string Form = @"^[0-9]{1,8}\.\.[0-9]{1,8}$";

    /// <summary>One byte or range, or several; ascending, none twice.</summary>
    public static IKind<ImmutableArray<ByteRange>> List { get; } = new SelectKind<ImmutableArray<ByteRange>, ImmutableArray<ByteRange>>(
        new ListKind<ByteRange>(Range(), "bytes and ranges") { AllowsSingle = true }, Ascending);

    private static ScalarKind<ByteRange> Range() => new()
    {
        Phrase = "a byte such as 4 or a range such as 4..7, counted from 0",
        Code = DiagnosticCodes.BadByteRange,
        Parse = (text, _) => Parse(text),
        JsonSchema = () => new JsonObject
        {
            ["anyOf"] = new JsonArray(
                new JsonObject { ["type"] = "integer", ["minimum"] = 0 },
                new JsonObject { ["type"] = "string", ["pattern"] = Form }),
        },
    };

    private static Parsed<ByteRange> Parse(string text)
    {
        string[] ends = text.Split("..");
        Parsed<ulong> first = Numbers.Parse(ends[0], 0, DataLiteral.MaximumLength - 1);
        Parsed<ulong> last = ends.Length == 2 ? Numbers.Parse(ends[1], 0, DataLiteral.MaximumLength - 1) : first;
        if (ends.Length > 2 || first.Code == DiagnosticCodes.BadNumber || last.Code == DiagnosticCodes.BadNumber)
        {
            return Parsed<ByteRange>.Wrong("is not a byte such as 4 or a range such as 4..7, counted from 0");
        }

        if (first.Problem is not null || last.Problem is not null)
        {
            return (first.Problem is null ? last : first).As<ByteRange>();
        }

        return last.Value < first.Value
            ? Parsed<ByteRange>.Wrong("runs backwards")
            : new ByteRange((int)first.Value, (int)last.Value);
    }

    private static ImmutableArray<ByteRange> Ascending(ImmutableArray<ByteRange> ranges, SourceSpan span, BindingContext context)
    {
        ImmutableArray<ByteRange> sorted = [.. ranges.OrderBy(r => r.First)];
        for (int i = 1; i < sorted.Length; i++)
        {
            if (sorted[i].First <= sorted[i - 1].Last)
            {
                context.Report(DiagnosticCodes.BadByteRange, span, FormattableString.Invariant($"byte {sorted[i].First} is listed twice"));
            }
        }

        return sorted;
    }
}
