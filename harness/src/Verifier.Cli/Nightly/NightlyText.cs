using Verifier.Cli.Exploring;
using Verifier.Cli.Output;
using Verifier.History;

namespace Verifier.Cli.Nightly;

/// <summary>What <c>nightly</c> prints: can it be trusted, what is new, what came back, what is fixed, what was not looked at.</summary>
/// <param name="output">Where to.</param>
/// <param name="replay">The command that replays a token: put the token behind it.</param>
/// <param name="results">The results folder as the user knows it.</param>
internal sealed class NightlyText(TextWriter output, string replay, string results)
{
    private static readonly (Transition Transition, string Word)[] s_lists =
    [
        (Transition.New, "new"), (Transition.Regressed, "regressed"), (Transition.Fixed, "fixed"), (Transition.Still, "still"), (Transition.NotRun, "not run"),
    ];

    /// <summary>Writes it.</summary>
    public void Write(Night night)
    {
        output.WriteLine(FirstLine(night));
        output.WriteLine(FormattableString.Invariant($"canaries: {night.Canaries.Summary}"));
        if (night.View is not { } view)
        {
            output.WriteLine(FormattableString.Invariant($"runs: {night.Runs.Count} done, {night.Campaigns.Count} explorations begun"));
            output.WriteLine("what is done is kept in the history; nothing is compared with this night, and --resume takes its explorations into the next");
            return;
        }

        var counts = view.Night.Runs;
        output.WriteLine(FormattableString.Invariant(
            $"runs: {counts.Executed} of {counts.Planned} done, {counts.Passed} passed, {counts.Failed} with findings, {counts.Inconclusive} inconclusive, {counts.Errors} errors"));
        output.WriteLine(FormattableString.Invariant($"replays: {night.Trust.ReplayedAlike} of {night.Trust.Replayed} the same, byte for byte"));
        var sites = view.Slice.Nights[^1];
        output.WriteLine(FormattableString.Invariant($"fault sites: {sites.SitesFailed} of {sites.SitesReached} failed"));
        output.WriteLine(view.Since is { } since ? FormattableString.Invariant($"compared with night {since.Id}") : "nothing to compare with yet");
        if (!view.Comparison.Unfinished.IsEmpty)
        {
            output.WriteLine($"not compared with, because unfinished: night {string.Join(", ", view.Comparison.Unfinished)}");
        }

        WriteInconclusive(night);
        foreach (var (transition, word) in s_lists)
        {
            WriteList(night, view, transition, word);
        }
    }

    /// <summary>Writes of a night that could not begin.</summary>
    public static void WriteNone(TextWriter output, string problem) => output.WriteLine(Printable.Line($"no night: NOT DONE. {problem.ReplaceLineEndings("; ")}"));

    private static string FirstLine(Night night)
    {
        var number = FormattableString.Invariant($"night {night.Number}");
        var problem = night.Problem?.ReplaceLineEndings("; ") ?? "It was interrupted.";
        return Printable.Line(night.View is null ? $"{number}: NOT FINISHED. {problem}" : night.Problem is null ? number : $"{number}: NOT TRUSTED. {problem}");
    }

    // Never green: what they were to test is not tested.
    private void WriteInconclusive(Night night)
    {
        var targets = night.Inconclusive.ToList();
        output.WriteLine(FormattableString.Invariant($"inconclusive: {targets.Count}"));
        foreach (var (scenario, driver, problem) in targets)
        {
            output.WriteLine(Printable.Line($"  {scenario} with {driver}: {problem.Split('\n')[0]}"));
        }
    }

    // Findings that scripts expect are planted defects: counted, not listed.
    private void WriteList(Night night, NightView view, Transition transition, string word)
    {
        var all = view.Findings.Where(f => f.Transition == transition).ToList();
        var shown = all.Where(f => f.Finding is { IsExpected: false, Benign: null }).ToList();
        output.WriteLine(FormattableString.Invariant($"{word}: {shown.Count}{(all.Count > shown.Count ? $" (and {all.Count - shown.Count} expected or benign)" : string.Empty)}"));
        foreach (var finding in shown)
        {
            output.WriteLine(Printable.Line($"  {finding.Finding.Driver}: {finding.Finding.Kind}: {finding.Finding.Title}"));
            output.WriteLine(Printable.Line($"    replay: {replay} {finding.Exemplar.Token}"));
            if (night.MinimalOf(finding.Finding) is { File: { } file })
            {
                output.WriteLine(Printable.Line($"    minimal: {results.Replace('\\', '/').TrimEnd('/')}/{file}"));
            }
        }
    }
}
