using Verifier.Engine.Exploration;
using Verifier.Scenarios.Model;

namespace Verifier.NUnit;

/// <summary>A finding in a failure message: what, where, and the line that replays it.</summary>
internal static class FindingText
{
    public static void WriteTo(TextWriter writer, ReplayLine replay, CaseFinding finding, int runs)
    {
        var times = runs > 1 ? FormattableString.Invariant($" ({runs} runs)") : string.Empty;
        writer.Write($"{writer.NewLine}  {FindingWords.Of(finding.Kind)}{times}: {finding.Title}");
        WriteDetailsTo(writer, replay, finding.Details.Concat(finding.InjectedAt.Select(frame => $"failed at {frame}")), finding.Token);
    }

    public static void WriteDetailsTo(TextWriter writer, ReplayLine replay, IEnumerable<string> details, string token)
    {
        foreach (var detail in details)
        {
            writer.Write($"{writer.NewLine}    {detail}");
        }

        writer.Write($"{writer.NewLine}    {replay.Of(token)}");
    }
}
