using Verifier.History;
using Verifier.History.Storing;

namespace Verifier.Tests.History;

/// <summary>A file of version 3 is taken forward, and what another finding hid on its nights is called masked.</summary>
public sealed class Version3Tests : HistoryFixture
{
    [Test]
    public void Finding_that_another_one_hid_is_masked_in_a_file_that_is_taken_forward()
    {
        using (var database = Database.Open(File, canWrite: true, TimeSpan.FromSeconds(1), Schema.Steps[..3]))
        {
            _ = database.Transact(writes: true, () =>
            {
                foreach (var statement in Rows.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
                {
                    _ = database.Prepare(statement).Run();
                }

                return true;
            });
        }

        using var store = Open();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(store.Compare(2).Findings, Is.EqualTo(new[] { new FindingTransition("f", Transition.Masked, NotRunReason.OtherFinding) }));
            Assert.That(store.ReadNight(2).Findings.Single().Places, Is.Zero, "how many passed, nobody counted then");
            Assert.That((store.ReadNight(2).Night.SymbolFolders, store.ReadNight(1).Targets.Single().Remarks), Is.EqualTo((Array.Empty<string>(), Array.Empty<string>())));
            Assert.That(store.ReadNight(1).Findings.Single().Transition, Is.EqualTo(Transition.New));
            Assert.That(Of(Night(store, Batch(Target("d", "s", "b2"), [Run("d", "s", "a")])), "f"), Is.EqualTo(Transition.Fixed));
        }
    }

    private const string Rows = """
        INSERT INTO drivers VALUES (1, 'd');
        INSERT INTO driver_versions VALUES (1, 1, 'b1');
        INSERT INTO scenarios VALUES (1, 's');
        INSERT INTO scenario_versions VALUES (1, 1, 'hash-of-s', 'scenarios/s.yaml');
        INSERT INTO nights (id, started_at, harness, library_hash, selection, state, is_trusted) VALUES (1, '2026-03-01T02:00:00.000Z', '0.1.0', 'lib1', '', 'ended', 1);
        INSERT INTO nights (id, started_at, harness, library_hash, selection, state, since, is_trusted) VALUES (2, '2026-03-02T02:00:00.000Z', '0.1.0', 'lib1', '', 'ended', 1, 1);
        INSERT INTO targets (id, night_id, driver_id, driver_version_id, scenario_id, scenario_version_id, profile, mode, seed, verdict, surprises, planned, token, trace_hash, calls, complete_strategies)
          VALUES (1, 1, 1, 1, 1, 1, 'windows-10-x64', 'explore', 0, 'surprise', '[]', 1, '', 0, 0, '[]');
        INSERT INTO findings (id, driver_id, fingerprint, coarse, kind, title, details, ddi, first_night, last_night) VALUES (1, 1, 'f', 'c', 'leak', 'It leaks', '[]', '', 1, 1);
        INSERT INTO observations (night_id, finding_id, target_id, runs, is_expected, case_key, token, trace_hash, faults, calls, operation, injected_at, stopped_at, bug_check)
          VALUES (1, 1, 1, 1, 0, 'each f1', 'vr3.a', 0, 1, 10, '', '[]', '[]', '[]');
        INSERT INTO places VALUES (1, 1, 1, 'windows-10-x64', 'each a', 'each', NULL, NULL, NULL, NULL);
        INSERT INTO finding_points VALUES (1, 1, 1);
        INSERT INTO transitions VALUES (1, 1, 'seen', 'none', 'open', 'new');
        INSERT INTO transitions VALUES (1, 2, 'not-run', 'other-finding', 'open', 'not-run')
        """;
}
