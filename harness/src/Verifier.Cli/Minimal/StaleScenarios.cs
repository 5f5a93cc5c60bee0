using Verifier.Cli.Exploring;
using Verifier.Cli.Host;
using Verifier.Cli.Logging;
using Verifier.Cli.Text;
using Verifier.Engine.Shrinking;
using Verifier.Scenarios.Model;

namespace Verifier.Cli.Minimal;

/// <summary>
/// Removes minimal scenarios that earlier commands left in the results folder and whose findings are gone: the scenario that they were made of was
/// explored with the same driver, to the end and in the same ways, and did not show them. Everything else in the folder stays. It comes behind the
/// results, so that whatever the last results name is there, whenever the program is killed.
/// </summary>
internal sealed class StaleScenarios(Invocation invocation, string resultsFolder)
{
    private const int LengthOfFingerprint = 8;
    private static readonly EnumerationOptions s_readable = new() { IgnoreInaccessible = true };
    private static readonly string[] s_kinds = [.. Enum.GetValues<FindingKind>().Select(FindingWords.Of)];

    /// <summary>Removes them, and says so; one that cannot be removed is a warning.</summary>
    /// <param name="records">What was explored.</param>
    public void Remove(IReadOnlyList<CampaignRecord> records)
    {
        var host = invocation.Host;
        var folder = Path.Combine(host.FullPath(resultsFolder), MinimalScenarios.Folder);
        var explored = records.Where(IsExplored).ToList();
        if (explored.Count == 0 || host.Interruption.HasCome || !Directory.Exists(folder))
        {
            return;
        }

        var found = records.SelectMany(r => r.Outcome?.Groups.Select(g => MinimalScenarios.NameOf(r.Target.Driver.Name, g.Exemplar)) ?? []).ToHashSet();
        var files = Directory.GetFiles(folder, "*.yaml", s_readable).Order(StringComparer.Ordinal);
        Tell([.. files.Where(path => !found.Contains(Path.GetFileNameWithoutExtension(path)) && IsRemoved(path, explored))]);
    }

    // What is not judged, or hidden by a stop without any fault, may still be there.
    private static bool IsExplored(CampaignRecord record) =>
        record is { IsComplete: true, IsSharded: false, Outcome.Golden.IsStopped: false };

    private bool IsRemoved(string path, List<CampaignRecord> explored)
    {
        var own = explored.Where(r => IsNamed(Path.GetFileNameWithoutExtension(path), r.Target.Driver.Name)).ToList();
        try
        {
            if (own.Count == 0 || File.ReadLines(path).FirstOrDefault() is not { } mark || !own.Any(r => MinimalMark.IsCovered(mark, r.Target)))
            {
                return false;
            }

            File.Delete(path);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            var shown = Printable.Line(invocation.Host.DisplayPath(path));
            invocation.Warn($"{shown} may be the minimal scenario of a finding that is gone: {Printable.Line(e.Message)}");
            return false;
        }
    }

    private static bool IsNamed(string name, string driver) =>
        name.Length > LengthOfFingerprint
        && name[^LengthOfFingerprint..] is var fingerprint
        && fingerprint.All(char.IsAsciiHexDigitLower)
        && s_kinds.Any(kind => ShrunkScenario.SafeName(driver, kind, fingerprint) == name);

    private void Tell(List<string> removed)
    {
        if (removed.Count > 0 && invocation.Verbosity >= Verbosity.Normal)
        {
            var names = Words.List(removed.Select(path => Path.GetFileName(path)!));
            invocation.Host.Error.WriteLine(Printable.Line($"removed: {Words.Count(removed.Count, "minimal scenario")} whose finding is gone: {names}"));
        }
    }
}
