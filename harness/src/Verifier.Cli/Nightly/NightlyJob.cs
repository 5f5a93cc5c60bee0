using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Verifier.Cli.Doctor;
using Verifier.Cli.Exploring;
using Verifier.Cli.Host;
using Verifier.Cli.Minimal;
using Verifier.Cli.Replaying;
using Verifier.Cli.Settings;
using Verifier.Cli.Text;
using Verifier.History;
using Verifier.Workers;

namespace Verifier.Cli.Nightly;

/// <summary>
/// One night: canaries, every scenario as its script says, every scenario explored, replays, comparison. Each result is in the history as soon
/// as it is there. A night that is ended early stays unfinished for ever; with <c>--resume</c> the next one takes from the journal what it explored.
/// </summary>
internal sealed class NightlyJob(Invocation invocation, NightlySettings given, NightSurroundings surroundings)
{
    private readonly CliHost _host = invocation.Host;
    private readonly HistoryStore _history = surroundings.History;
    private readonly List<NightRun> _runs = [];
    private readonly List<CampaignRecord> _campaigns = [];
    private NightlySettings _settings = given;

    /// <summary>Executes the night.</summary>
    /// <exception cref="CliException">It could not begin.</exception>
    public Night Run()
    {
        var began = _host.Clock.GetTimestamp();
        var canaries = CanaryCheck.Run(_host, _settings.Run.IsIsolated ?? _host.IsolatesByDefault);
        var selection = canaries.IsTrusted ? NightSelection.Make(invocation, _settings) : new NightSelection([], []);
        _settings = _settings with { Run = _settings.Run.For(selection.Scripts.Select(plan => plan.Driver)) };
        using var exploration = selection.Targets.Count > 0
            ? NightSurroundings.Needed(() => new Campaigns(invocation, _settings.Run, selection.Targets))
            : null;
        var night = new Night { Number = Begin(selection), Canaries = canaries, Runs = _runs, Campaigns = _campaigns };
        try
        {
            Do(selection, exploration, night.Number);
            var failure = Save();
            var replays = NightSurroundings.Needed(() => new ReplayCheck(invocation, _settings.Run).Do(selection.Runs.Zip(_runs), _campaigns));
            if (_host.Interruption.HasCome)
            {
                return night with { Failure = failure };
            }

            var trust = TrustOf(canaries, replays);
            _history.EndNight(night.Number, new NightEnd(_host.Clock.GetElapsedTime(began), trust)
            {
                Known = _settings.Known.Findings,
                FailsOn = _settings.FailOn.ToString().ToLowerInvariant(),
            }, _settings.Since);
            _history.Trim(new RetentionSettings());
            if (failure is null && trust.IsTrusted)
            {
                new StaleScenarios(invocation, _settings.Run.ResultsFolder).Remove(_campaigns);
            }

            return night with { Trust = trust, View = _history.ReadNight(night.Number, _settings.Since), Failure = failure };
        }
        catch (RefusalException e)
        {
            _ = Save();
            return night with { Failure = e };
        }
        catch (HistoryException e)
        {
            return night with { Failure = HistoryFile.Problem(e) };
        }
    }

    private long Begin(NightSelection selection)
    {
        var library = HashOf(selection.Scripts.Select(p => p.ScenarioHash));
        try
        {
            return _history.BeginNight(new NightStart(_host.Clock.GetUtcNow(), ProgramName.Version, library, Words.List(_settings.Run.Paths) + ReplayText.StubOptions(_settings.Run.Stubs))
            {
                HarnessBuild = ProgramName.Build,
                Assemblies = [.. _settings.Run.Sources.Given.Select(_host.FullPath)],
                SymbolFolders = [.. _settings.Run.Sources.SymbolFolders.Select(_host.FullPath)],
            });
        }
        catch (HistoryException e)
        {
            throw HistoryFile.Problem(e);
        }
    }

    // The history has it all: a night is not lost with its file of results.
    private CliException? Save()
    {
        try
        {
            surroundings.Results.Save(_runs.Select(r => r.Line), _campaigns);
            return null;
        }
        catch (RefusalException e)
        {
            return new CliException(ExitCode.Inconclusive, e.Message);
        }
    }

    private void Do(NightSelection selection, Campaigns? exploration, long number)
    {
        var recorder = new NightRecorder(invocation, _history, number, _settings.Sources.In(_host));
        try
        {
            if (selection.Runs.Count > 0)
            {
                var runs = new NightRuns(invocation, _settings.Run, recorder.Keep);
                _runs.AddRange(NightSurroundings.Needed(() => runs.Do(selection.Runs, selection.Targets.Count)));
            }

            if (exploration is not null && !_host.Interruption.HasCome)
            {
                _campaigns.AddRange(NightSurroundings.Needed(() => Explore(exploration, recorder)));
            }
        }
        finally
        {
            recorder.Close();
        }
    }

    private IReadOnlyList<CampaignRecord> Explore(Campaigns exploration, NightRecorder recorder)
    {
        var records = exploration.Run(recorder.Keep).Records;

        // Those that were ended early are not closed anywhere else.
        records.ToList().ForEach(recorder.Keep);
        var minimal = new MinimalScenarios(invocation, _settings.Run);
        return minimal.In(records, (record, group) => !recorder.IsExpected(record.Target.Driver.Name, group.Fingerprint));
    }

    private TrustFacts TrustOf(CanaryReport canaries, (int Replayed, int Alike) replays)
    {
        var (planted, found) = PlantedFindings.Of(_runs, _campaigns);
        return new TrustFacts
        {
            CanariesPlanted = canaries.Results.Length,
            CanariesFound = canaries.Results.Count(r => r.IsGood),
            Replayed = replays.Replayed,
            ReplayedAlike = replays.Alike,
            PlantedDefects = planted,
            PlantedDefectsFound = found,
            Problems = canaries.IsTrusted ? [] : ImmutableArray.Create(CanaryReport.Distrust),
        };
    }

    private static string HashOf(IEnumerable<string> hashes) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', hashes.Distinct().Order(StringComparer.Ordinal)))));
}
