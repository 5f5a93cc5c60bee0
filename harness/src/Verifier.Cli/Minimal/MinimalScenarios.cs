using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text;
using Verifier.Cli.Exploring;
using Verifier.Cli.Files;
using Verifier.Cli.Host;
using Verifier.Cli.Running;
using Verifier.Cli.Settings;
using Verifier.Engine.Exploration;
using Verifier.Engine.Planning;
using Verifier.Engine.Shrinking;
using Verifier.Engine.Tokens;
using Verifier.Scenarios;
using Verifier.Scenarios.Model;
using Verifier.Workers.Running;

namespace Verifier.Cli.Minimal;

/// <summary>
/// Makes a minimal scenario for each finding that nobody expects, in the folder <c>minimal</c> of the results, at the end of an exploration.
/// It runs drivers where the exploration did: in worker processes, under the same supervision. A defect that shows in several scenarios gets
/// one file. What is made depends on the findings alone, unless a driver is slower than its time.
/// </summary>
internal sealed class MinimalScenarios(Invocation invocation, RunSettings settings)
{
    /// <summary>The folder below the results folder.</summary>
    public const string Folder = "minimal";

    /// <summary>Most findings of an invocation that get one.</summary>
    public const int MostFindings = 24;

    /// <summary>Most scenarios tried for one finding.</summary>
    public const int MostTries = 500;

    private readonly CliHost _host = invocation.Host;

    /// <summary>The name of a finding's scenario: of the driver, the kind of finding and the fingerprint, fit for any file system.</summary>
    public static string NameOf(string driver, CaseFinding finding) =>
        ShrunkScenario.SafeName(driver, FindingWords.Of(finding.Kind), finding.Fingerprint);

    /// <summary>The same records with the minimal scenarios of their findings.</summary>
    /// <param name="records">What was explored.</param>
    /// <param name="isWanted">Which of the unexpected findings are of interest.</param>
    public IReadOnlyList<CampaignRecord> In(IReadOnlyList<CampaignRecord> records, Func<CampaignRecord, FindingGroup, bool>? isWanted = null)
    {
        if (!settings.MakesMinimal)
        {
            return records;
        }

        var wanted = records.SelectMany(r => Unexpected(r).Where(g => isWanted?.Invoke(r, g) != false).Select(g => (Record: r, Group: g)))
            .DistinctBy(one => KeyOf(one.Record, one.Group)).ToList();
        var made = Make([.. wanted.Take(MostFindings)]);
        wanted.Skip(MostFindings).ToList().ForEach(one => made.Add(KeyOf(one.Record, one.Group), TooMany));
        return [.. records.Select(r => r with { Minimal = OfRecord(r, made) })];
    }

    private static MinimalScenario TooMany { get; } = MinimalScenario.None(
        FormattableString.Invariant($"only the first {MostFindings} findings get one; shrink makes it from the token"));

    private static MinimalScenario Interrupted { get; } = MinimalScenario.None("interrupted before it was made; shrink makes it from the token");

    private static IEnumerable<FindingGroup> Unexpected(CampaignRecord record) =>
        (record.Outcome?.Groups ?? []).Where(g => g is { IsBenign: false, Exemplar.IsExpected: false });

    private static (string Driver, string Fingerprint) KeyOf(CampaignRecord record, FindingGroup group) =>
        (record.Target.Driver.Name, group.Fingerprint);

    private static ImmutableDictionary<string, MinimalScenario> OfRecord(
        CampaignRecord record, Dictionary<(string Driver, string Fingerprint), MinimalScenario> made) =>
        Unexpected(record)
            .Where(g => made.ContainsKey(KeyOf(record, g)))
            .ToImmutableDictionary(g => g.Fingerprint, g => made[KeyOf(record, g)]);

    private Dictionary<(string Driver, string Fingerprint), MinimalScenario> Make(List<(CampaignRecord Record, FindingGroup Group)> wanted)
    {
        // Whoever is left behind on Ctrl-C gets nothing more, and what comes too late is not looked at.
        var made = new ConcurrentDictionary<int, MinimalScenario>();
        var next = -1;
        if (wanted.Count > 0)
        {
            using var runners = new CaseRunners(_host, settings, invocation.WantsDetails ? invocation.Log : null);
            using var progress = new ProgressDisplay(_host, invocation.Verbosity, "minimal scenarios");
            JobThreads.Run(Math.Min(settings.Jobs, wanted.Count), Work, () => progress.Show(made.Count, wanted.Count, wanted.Count), _host.Interruption);

            void Work()
            {
                using var runner = runners.New();
                for (var i = Interlocked.Increment(ref next); i < wanted.Count && !_host.Interruption.HasCome; i = Interlocked.Increment(ref next))
                {
                    made[i] = MakeOne(runner, wanted[i].Record, wanted[i].Group);
                }
            }
        }

        return wanted.Index().ToDictionary(one => KeyOf(one.Item.Record, one.Item.Group), one => made.GetValueOrDefault(one.Index, Interrupted));
    }

    private MinimalScenario MakeOne(ICaseRunner runner, CampaignRecord record, FindingGroup group)
    {
        var finding = group.Exemplar;
        if (!ReplayToken.TryParse(finding.Token, out var token, out var problem))
        {
            return MinimalScenario.None(problem);
        }

        if (!token!.HasTrace)
        {
            return MinimalScenario.None("a run in which the driver took control cannot be made smaller; replay it");
        }

        var name = NameOf(record.Target.Driver.Name, finding);
        try
        {
            var order = new MinimalOrder(VariationText.Write(token.Variation), group.Fingerprint, name, MostTries, MinimalFolder);
            var one = runner.Shrink(record.Target, order, _host.Interruption.Token);
            return one.Script is { } script ? one with { File = Save(name, $"{MinimalMark.Of(record.Target)}\n{script}") } : one;
        }
        catch (OperationCanceledException)
        {
            return Interrupted;
        }
    }

    private string MinimalFolder => Path.Combine(_host.FullPath(settings.ResultsFolder), Folder);

    private string Save(string name, string script)
    {
        var folder = MinimalFolder;
        var file = $"{Folder}/{name}.yaml";
        try
        {
            SavePipeline.Create(_host.Clock).Execute(() =>
            {
                Directory.CreateDirectory(folder);
                ScriptFolders.Mark(folder, MinimalMark.IsIn);
                WholeFile.Replace(Path.Combine(folder, $"{name}.yaml"), Encoding.UTF8.GetBytes(script));
            });
            return file;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CliException(ExitCode.SystemRefuses, $"{file} could not be written ({e.Message}); run again, or choose another folder with -o");
        }
    }
}
