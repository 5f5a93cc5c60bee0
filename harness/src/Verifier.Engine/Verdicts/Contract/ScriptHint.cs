using System.Globalization;
using Verifier.Engine.Observation;
using Verifier.Scenarios.Model;

namespace Verifier.Engine.Verdicts;

/// <summary>
/// Lines of a finding that name the word of the script by which a difference is allowed: the driver may be right, and only the script's
/// author knows.
/// </summary>
internal static class ScriptHint
{
    private const int FewBytes = 16;
    private const int FewRanges = 4;

    /// <summary>The lines that fit a difference; empty when there are none.</summary>
    public static IEnumerable<string> For(OperationRecord seen, OperationRecord reference)
    {
        if (seen is not { State: OperationState.Done, Status.IsError: false } || seen.Status != reference.Status || reference.State != seen.State)
        {
            return [];
        }

        return seen.Information != reference.Information ? ForTransfer(seen, reference) : ForOutput(seen, reference);
    }

    private static IEnumerable<string> ForTransfer(OperationRecord seen, OperationRecord reference)
    {
        if (seen.Operation is not TransferOperation transfer || seen.Information >= (ulong)transfer.Asked || seen.Information >= reference.Information)
        {
            yield break;
        }

        var word = transfer.Word;
        yield return transfer.AtLeast is { } least && seen.Information < (ulong)least
            ? Text($"The script allows {Article(word)} of fewer bytes than asked for, but not of fewer than 'at-least: {least}'.")
            : Text($"{Capital(Article(word))} may transfer fewer bytes than the {transfer.Asked} asked for. If this one may, add 'at-least: {Math.Max(1, seen.Information)}' to {seen.Name}; later operations must then agree with what it reports.");
    }

    private static IEnumerable<string> ForOutput(OperationRecord seen, OperationRecord reference)
    {
        var ranges = OutputBytes.Differences(seen, reference);
        if (seen.Operation is not IOutputOperation || ranges.IsEmpty || ranges.Length > FewRanges
            || ranges.Sum(r => r.Last - r.First + 1) > FewBytes || ranges[^1].Last >= Math.Min(seen.Output.Length, reference.Output.Length))
        {
            yield break;
        }

        var all = OutputBytes.VariesOf(seen.Operation).Concat(ranges).OrderBy(r => r.First);
        yield return Text($"Only {Bytes(ranges)} of the output differ{(IsOne(ranges) ? "s" : string.Empty)}. If a counter or a serial number is there, add 'varies: [{string.Join(", ", all)}]' to {seen.Name}.");
    }

    private static string Bytes(IReadOnlyCollection<ByteRange> ranges) =>
        $"byte{(IsOne(ranges) ? string.Empty : "s")} {string.Join(", ", ranges)}";

    private static bool IsOne(IReadOnlyCollection<ByteRange> ranges) => ranges.Count == 1 && ranges.First() is var only && only.First == only.Last;

    private static string Article(string word) => $"a {word}";

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
