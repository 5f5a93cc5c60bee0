using Microsoft.Data.Sqlite;
using Verifier.Engine.Exploration;
using Verifier.History;

namespace Verifier.Tests.History;

/// <summary>A history with rows in every table, and what is allowed to happen to a damaged copy of it.</summary>
public abstract class DamagedHistoryFixture : HistoryFixture
{
    /// <summary>The sound file.</summary>
    protected byte[] SoundBytes { get; private set; } = [];

    private protected DamageSurgeon Surgeon => new(File);

    [SetUp]
    public void Make_a_history_with_rows_in_every_table()
    {
        Fill(File);
        SoundBytes = System.IO.File.ReadAllBytes(File);
        foreach (var table in Surgeon.Columns().Select(c => c.Table).Distinct())
        {
            Assert.That(() => Surgeon.Execute($"INSERT INTO {table} SELECT * FROM {table} LIMIT 1"), Throws.TypeOf<SqliteException>(), $"{table} has no row");
        }
    }

    /// <summary>Makes a sound file that has every kind of row, and no free page.</summary>
    internal static void Fill(string file)
    {
        var known = new KnownFinding { Fingerprint = "g", Reason = "It waits." };
        using (var store = HistoryStore.Open(file))
        {
            Night(store, Sound with { Known = [known], FailsOn = "any" }, Batch("f", "Car.Drive", "b1"), Batch("e", "s2", ("b", ["g"]), ("c", [])));
            Night(store, Batch("n", "Car.Steer", "b2"), Batch("e", "s2", ("b", []), ("c", ["h"])));
            Night(store, Batch("n", "Car.Steer", "b2"), Batch("e", "s2", ("b", ["g"]), ("c", ["h"])));
            store.Add(Begin(store), Batch("d", "s", ("x", [])));
        }

        new DamageSurgeon(file).Execute("VACUUM");
    }

    /// <summary>What every use of the file must do: work, or refuse it in one sentence before anything is written.</summary>
    /// <returns>The refusal; null when all of it works.</returns>
    protected string? Refusal(string what)
    {
        var before = System.IO.File.ReadAllBytes(File);
        var read = Said(isReadOnly: true, store =>
        {
            store.ListFindings();
            foreach (var night in store.ListNights())
            {
                store.ReadNight(night.Night.Id);
            }
        }, what);
        if (read is not null)
        {
            Assert.That(Said(isReadOnly: false, _ => { }, what), Is.Not.Null, $"{what}: refused to be read ({read}), and not to be written");
            Assert.That(System.IO.File.ReadAllBytes(File), Is.EqualTo(before), $"{what}: left as it is");
        }
        else
        {
            Assert.That(Said(isReadOnly: false, store => Night(store, Batch("n", "Car.Steer", "b2")), what), Is.Null, what);
        }

        return read;
    }

    private string? Said(bool isReadOnly, Action<HistoryStore> use, string what)
    {
        try
        {
            using var store = HistoryStore.Open(File, new HistoryOptions { IsReadOnly = isReadOnly, Patience = TimeSpan.Zero });
            use(store);
            return null;
        }
        catch (HistoryException e)
        {
            Assert.That(e.Message, Does.Contain("history").And.Not.Contain("\n").And.Not.Contain("   at "), what);
            return e.Message;
        }
    }

    private static NightBatch Batch(string fingerprint, string routine, string build)
    {
        var target = Target("d", "s", build) with
        {
            Routines = [routine, "Car.Main"],
            FurtherRoutines = ["Car.Main"],
            Surprises = ["one"],
            CompleteStrategies = ["each"],
            Completeness = new Completeness { Points = 3 },
            Problem = "none",
            Seed = ulong.MaxValue,
        };
        var run = Run("d", "s", $"{routine} ExAllocatePool2 'Tag1' #1", fingerprint) with
        {
            Point = new PointKey(routine, "ExAllocatePool2", "Tag1", 1),
            Variation = "f1",
            Problem = "none",
        };
        var batch = Batch(target, [run]);
        return batch with
        {
            Findings = [.. batch.Findings.Select(f => f with
            {
                Finding = f.Finding with { Ddi = "ExAllocatePool2", Tag = "Tag1", Details = ["one"] },
                Exemplar = f.Exemplar with
                {
                    Operation = "load",
                    Injected = "a call",
                    Size = ulong.MaxValue,
                    Status = 0xC000009A,
                    BugCheck = [0xC4, 1, 2, 3, ulong.MaxValue],
                    InjectedAt = [new StackFrameRow(routine, "Car.cs", 7), new StackFrameRow("Car.Main", null, 0)],
                    StoppedAt = [new StackFrameRow(routine, "Car.cs", 7)],
                    Trace = new string('x', 5000),
                },
            })],
            Sites = [new SiteRow { Driver = "d", Scenario = "s", Function = routine, Ddi = "ExAllocatePool2", Tag = "Tag1", Order = 1, Reached = 2, FailedOnce = 1, Irql = 2 }],
            Advice = [new AdviceRow("d", "s", "deprecated", "Car.Drive", "Another one.", ulong.MaxValue, "A page")],
        };
    }
}
