using Verifier.Cli.Replaying;
using Verifier.Cli.Text;
using Verifier.History;
using Verifier.Kernel;
using Verifier.Reporting.Text;

namespace Verifier.Cli.Nightly;

/// <summary>
/// The text of <c>nightly</c>: whether it can be trusted, and which findings are new, have come back, are fixed, or were not looked at.
/// </summary>
/// <param name="output">Where to.</param>
/// <param name="replay">Makes the command that replays a token.</param>
/// <param name="results">The results folder as the user knows it.</param>
internal sealed class NightlyText(TextWriter output, ReplayText replay, string results)
{
    // In each list, those that scripts expect are counted behind it.
    private static readonly (FindingState State, Transition? Transition, string Word)[] s_lists =
    [
        (FindingState.New, Transition.New, "new"), (FindingState.Regressed, Transition.Regressed, "regressed"), (FindingState.Expired, null, "expired"),
        (FindingState.Fixed, null, "fixed"), (FindingState.Still, Transition.Still, "still"), (FindingState.Masked, null, "masked"),
        (FindingState.Flaky, null, "flaky"), (FindingState.NotRun, null, "not run"), (FindingState.Known, null, "known"),
    ];

    /// <summary>Writes it.</summary>
    public void Write(Night night)
    {
        output.WriteLine(FirstLine(night));
        output.WriteLine(FormattableString.Invariant($"canaries: {night.Canaries.Summary}"));
        if (night.View is not { } view)
        {
            output.WriteLine(FormattableString.Invariant($"runs: {night.Runs.Count} done, {Counted.Of(night.Campaigns.Count, "exploration")} begun"));
            output.WriteLine("what is done is kept in the history; nothing is compared with this night, and --resume takes its explorations into the next");
            return;
        }

        var counts = view.Night.Runs;
        output.WriteLine(FormattableString.Invariant(
            $"runs: {counts.Executed} of {counts.Planned} done, {counts.Passed} passed, {counts.Failed} with findings, {counts.Inconclusive} inconclusive, {Counted.Of(counts.Errors, "error")}"));
        output.WriteLine(FormattableString.Invariant($"replays: {night.Trust.ReplayedAlike} of {night.Trust.Replayed} the same, byte for byte"));
        var sites = view.Slice.Nights[^1];
        output.WriteLine(FormattableString.Invariant($"fault sites: {sites.SitesFailed} of {sites.SitesReached} failed"));
        output.WriteLine(view.Since is { } since ? FormattableString.Invariant($"compared with night {since.Id}") : "nothing to compare with yet");
        if (!view.Comparison.Unfinished.IsEmpty)
        {
            output.WriteLine($"not compared with, because unfinished: night {string.Join(", ", view.Comparison.Unfinished)}");
        }

        WriteInconclusive(night);
        foreach (var (state, transition, word) in s_lists)
        {
            WriteList(night, state, transition, word);
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

    // Findings that scripts expect are planted defects: counted, not listed. A list that most nights do not have is left out when it is empty.
    private void WriteList(Night night, FindingState state, Transition? transition, string word)
    {
        var listed = night.In(state);
        var expected = transition is null ? 0 : night.In(FindingState.Expected).Count(e => e.Lead.Transition == transition);
        var shown = listed.Where(e => !IsPlanted(e.Lead)).ToList();
        var behind = expected > 0 ? $" (and {expected} expected or benign)" : listed.Length > shown.Count ? $" ({listed.Length - shown.Count} of them expected or benign)" : string.Empty;
        if (listed.Length > 0 || state is FindingState.New or FindingState.Regressed or FindingState.Fixed or FindingState.Still or FindingState.NotRun)
        {
            output.WriteLine(FormattableString.Invariant($"{word}: {listed.Length}{behind}"));
        }

        shown.ForEach(entry => WriteEntry(night, entry));
    }

    private static bool IsPlanted(FindingView one) => one.Finding.IsExpected || one.Finding.Benign is not null;

    private void WriteEntry(Night night, FindingEntry entry)
    {
        var lead = entry.Lead;
        output.WriteLine(Printable.Line($"  {lead.Finding.Driver}: {lead.Finding.Kind}: {lead.Finding.Title}"));
        string?[] facts = [FindingText.KnownOf(lead.Known, lead.IsExpired), FindingText.MoveOf(lead.Move), FindingText.WhyOf(lead)];
        foreach (var fact in facts.OfType<string>())
        {
            output.WriteLine(Printable.Line($"    {fact}"));
        }

        WriteCommands(night, lead, "    ");
        foreach (var member in entry.Members.Skip(1))
        {
            output.WriteLine(Printable.Line($"    same cause, {FindingStates.WordOf(member.State)}: {member.Finding.Title}"));
            WriteCommands(night, member, "      ");
        }
    }

    private void WriteCommands(Night night, FindingView finding, string indent)
    {
        output.WriteLine(Printable.Line($"{indent}replay: {replay.Replay(finding.Finding.Driver)} {finding.Exemplar.Token}"));
        if (night.MinimalOf(finding.Finding) is { File: { } file })
        {
            output.WriteLine(Printable.Line($"{indent}minimal: {results.Replace('\\', '/').TrimEnd('/')}/{file}"));
        }
    }
}
