using Verifier.Engine.Exploration;

namespace Verifier.History.Storing;

/// <summary>Writes what came of one target. All within the caller's transaction.</summary>
internal sealed class BatchWriter(Database database, NameTable names)
{
    /// <summary>Writes it, unless the night has it already: a batch that is handed in again changes nothing.</summary>
    public bool Write(long night, NightBatch batch)
    {
        var target = batch.Target;
        var driver = names.Driver(target.Driver);
        var scenario = names.Scenario(target.Scenario);
        if (AddTarget(night, target, driver, scenario) is not { } id)
        {
            return false;
        }

        var findings = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var observation in batch.Findings)
        {
            var finding = AddFinding(night, driver, observation.Finding);
            findings[observation.Finding.Fingerprint] = finding;
            AddObservation(night, id, finding, observation);
            Describe(finding, id, observation.Finding);
        }

        foreach (var run in batch.Runs)
        {
            AddRun(night, id, names.Place(driver, scenario, target.Profile, run), run, findings);
        }

        AddSites(id, batch);
        AddAdvice(id, batch);
        Count(night, batch);
        return true;
    }

    private long? AddTarget(long night, TargetRow target, long driver, long scenario)
    {
        var added = database.Prepare(
            """
            INSERT INTO targets (
              night_id, driver_id, driver_version_id, scenario_id, scenario_version_id, profile, mode, seed, verdict, problem, surprises, planned,
              token, trace_hash, calls, complete_strategies, completeness, unmet, routines, further_routines, remarks)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)
            ON CONFLICT DO NOTHING
            """).Run(
            night, driver, names.DriverVersion(driver, target.DriverBuild), scenario, names.ScenarioVersion(scenario, target.ScenarioHash, target.ScenarioPath),
            target.Profile, Words.Of(target.Mode), Columns.Stored(target.Seed), target.Verdict, target.Problem, Json.Write(target.Surprises), target.Planned,
            target.Token, Columns.Stored(target.TraceHash), target.Calls, Json.Write(target.CompleteStrategies),
            target.Completeness is null ? null : Json.Write<Completeness>(target.Completeness), target.Unmet, Json.Write(target.Routines),
            Json.Write(target.FurtherRoutines), Json.Write(target.Remarks));
        return added == 0 ? null : database.LastId();
    }

    // Targets come in the order in which they end: the stored rows must not depend on it.
    private long AddFinding(long night, long driver, FindingRow finding)
    {
        _ = database.Prepare(
            """
            INSERT INTO findings (driver_id, fingerprint, coarse, kind, title, details, ddi, tag, first_night, last_night)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)
            ON CONFLICT (fingerprint) DO UPDATE SET
              first_night = min(first_night, excluded.first_night), last_night = max(last_night, excluded.last_night)
            """).Run(
            driver, finding.Fingerprint, finding.Coarse, finding.Kind, finding.Title, Json.Write(finding.Details), finding.Ddi, finding.Tag, night);
        return database.Prepare("SELECT id FROM findings WHERE fingerprint = $1").Number(finding.Fingerprint);
    }

    // Its words are those of the run that shows it.
    private void Describe(long finding, long target, FindingRow row) => database.Prepare(
        $"""
        UPDATE findings SET coarse = $3, kind = $4, title = $5, details = $6, ddi = $7, tag = $8
        WHERE id = $1 AND $2 = (
          SELECT o.target_id FROM observations o JOIN targets t ON t.id = o.target_id JOIN scenarios s ON s.id = t.scenario_id
          WHERE o.finding_id = $1 {FindingReader.ExemplarFirst} LIMIT 1)
        """).Run(finding, target, row.Coarse, row.Kind, row.Title, Json.Write(row.Details), row.Ddi, row.Tag);

    private void AddObservation(long night, long target, long finding, FindingObservation observation)
    {
        var best = observation.Exemplar;
        _ = database.Prepare(
            """
            INSERT INTO observations (
              night_id, finding_id, target_id, runs, is_expected, benign, case_key, token, trace_hash, faults, calls, operation, injected, injected_at,
              stopped_at, bug_check, status, trace, title, details, size)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)
            ON CONFLICT DO NOTHING
            """).Run(
            night, finding, target, observation.Runs, Columns.Stored(observation.Finding.IsExpected), observation.Finding.Benign, best.CaseKey, best.Token,
            Columns.Stored(best.TraceHash), best.Faults, best.Calls, best.Operation, best.Injected, Json.Write(best.InjectedAt), Json.Write(best.StoppedAt),
            Json.Write(best.BugCheck), best.Status, best.Trace is null ? null : Json.Compress(best.Trace),
            observation.Finding.Title, Json.Write(observation.Finding.Details), (long?)best.Size);
    }

    private void AddRun(long night, long target, long place, RunRow run, Dictionary<string, long> findings)
    {
        _ = database.Prepare(
            """
            INSERT INTO runs (night_id, target_id, place_id, case_key, verdict, outcome, injected, calls, trace_hash, problem, variation)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
            """).Run(
            night, target, place, run.CaseKey, Words.Of(run.Verdict), Words.Of(run.Outcome), run.Injected, run.Calls, Columns.Stored(run.TraceHash), run.Problem,
            run.Variation);
        if (run.Findings.IsEmpty)
        {
            return;
        }

        var id = database.LastId();
        for (var i = 0; i < run.Findings.Length; i++)
        {
            if (!findings.TryGetValue(run.Findings[i], out var finding))
            {
                throw new ArgumentException($"The run {run.CaseKey} has the finding {run.Findings[i]}, which its batch does not have.");
            }

            _ = database.Prepare("INSERT INTO run_findings (run_id, position, finding_id) VALUES ($1, $2, $3)").Run(id, i, finding);
        }
    }

    private void AddSites(long target, NightBatch batch)
    {
        for (var i = 0; i < batch.Sites.Length; i++)
        {
            var site = batch.Sites[i];
            _ = database.Prepare("INSERT INTO sites VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)").Run(
                target, i, site.Function, site.Ddi, site.Tag, site.Order, site.Stack, site.Irql, site.Reached, site.FailedOnce, site.FailedPersistently, site.Findings);
        }
    }

    private void AddAdvice(long target, NightBatch batch)
    {
        for (var i = 0; i < batch.Advice.Length; i++)
        {
            var advice = batch.Advice[i];
            _ = database.Prepare("INSERT INTO advice VALUES ($1, $2, $3, $4, $5, $6, $7)")
                .Run(target, i, advice.Kind, advice.Site, advice.Text, Columns.Stored(advice.Bytes), advice.Source);
        }
    }

    private void Count(long night, NightBatch batch)
    {
        long Of(RunVerdict verdict) => batch.Runs.LongCount(r => r.Verdict == verdict);
        _ = database.Prepare(
            """
            UPDATE nights SET planned = planned + $2, passed = passed + $3, failed = failed + $4, inconclusive = inconclusive + $5, errors = errors + $6
            WHERE id = $1
            """).Run(night, batch.Target.Planned, Of(RunVerdict.Pass), Of(RunVerdict.Finding), Of(RunVerdict.Inconclusive), Of(RunVerdict.Error));
    }
}
