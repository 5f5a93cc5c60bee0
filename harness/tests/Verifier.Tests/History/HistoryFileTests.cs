using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using Verifier.History;
using Verifier.History.Storing;
using Verifier.Tests.Tidy;
using static Verifier.Tests.History.HistoryStoreTests;

namespace Verifier.Tests.History;

/// <summary>
/// Files that are old, new, damaged, of another program, locked or not there: one clear error, and nothing is overwritten.
/// </summary>
public sealed class HistoryFileTests : HistoryFixture
{
    [Test]
    public void Missing_folder_is_named()
    {
        var path = Path.Combine(Folder, "nowhere", "history.db");
        Assert.That(() => HistoryStore.Open(path), Problem(HistoryProblem.CannotOpen, "no folder " + Path.GetDirectoryName(path)));
    }

    [Test]
    public void Folder_in_place_of_a_file_cannot_be_opened() =>
        Assert.That(() => HistoryStore.Open(Folder), Problem(HistoryProblem.CannotOpen, Folder));

    [Test]
    public void File_that_is_not_there_cannot_be_read()
    {
        Assert.That(() => HistoryStore.Open(File, new HistoryOptions { IsReadOnly = true }), Problem(HistoryProblem.CannotOpen, File));
        Assert.That(File, Does.Not.Exist);
    }

    [TestCase("this is no database, and it is long enough to have a header of a hundred bytes, which is what the engine reads first of it ...")]
    [TestCase("SQLite format 3\0 and then nothing that makes sense, for as long as it takes to fill the header of a database of a hundred bytes")]
    public void Damaged_file_is_left_as_it_is(string content)
    {
        System.IO.File.WriteAllText(File, content);
        Assert.That(() => Open(), Problem(HistoryProblem.Damaged, "left as it is"));
        Assert.That(System.IO.File.ReadAllText(File), Is.EqualTo(content));
    }

    [Test]
    public void Damage_in_the_middle_is_reported_and_left_as_it_is()
    {
        using (var store = Open())
        {
            Night(store, Batch("d", "s", [.. Enumerable.Range(0, 2000).Select(i => ($"place number {i}", Array.Empty<string>()))]));
        }

        var bytes = System.IO.File.ReadAllBytes(File);
        bytes.AsSpan(4096 * 3).Fill(0xA5);
        System.IO.File.WriteAllBytes(File, bytes);
        Assert.That(() => { using var store = Open(); store.ReadNight(1); }, Problem(HistoryProblem.Damaged, File));
        Assert.That(System.IO.File.ReadAllBytes(File), Is.EqualTo(bytes));
    }

    [Test]
    public void Database_of_another_program_is_left_as_it_is()
    {
        Execute("CREATE TABLE theirs (a TEXT); INSERT INTO theirs VALUES ('x')");
        var bytes = System.IO.File.ReadAllBytes(File);
        Assert.That(() => Open(), Problem(HistoryProblem.Damaged, "no history file"));
        Assert.That(System.IO.File.ReadAllBytes(File), Is.EqualTo(bytes));
    }

    [Test]
    public void Newer_schema_is_refused()
    {
        Open().Dispose();
        Execute($"PRAGMA user_version = {HistoryStore.SchemaVersion + 1}");
        Assert.That(() => Open(), Problem(HistoryProblem.Newer, $"schema {HistoryStore.SchemaVersion + 1}"));
    }

    [Test]
    public void Stored_file_of_version_1_is_read_and_written()
    {
        var stored = Tree.Read("harness/tests/Verifier.Tests/History/version-1.sql").Text;
        Execute(SqliteEngine.KnowsStrict ? stored : stored.Replace(", STRICT;", ";", StringComparison.Ordinal).Replace(" STRICT;", ";", StringComparison.Ordinal));
        Assert.That(() => HistoryStore.Open(File, new HistoryOptions { IsReadOnly = true }), Problem(HistoryProblem.Older, "schema 1"));
        using var store = Open();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(store.ReadNight(2).Findings.Select(f => (f.Finding.Fingerprint, f.Transition)), Is.EqualTo(new[] { ("f", Transition.Still) }));
            Assert.That(Of(Night(store, Batch(Target("d", "s", "b2"), [Run("d", "s", "a")])), "f"), Is.EqualTo(Transition.Fixed));
        }
    }

    // A released version is never changed: later ones come from it, step by step.
    [Test]
    public void Version_1_is_what_the_stored_file_says()
    {
        Assume.That(SqliteEngine.KnowsStrict, "an engine without STRICT tables writes them without");
        Database.Open(File, canWrite: true, TimeSpan.FromSeconds(1), [Schema.Steps[0]]).Dispose();
        var stored = Tree.Read("harness/tests/Verifier.Tests/History/version-1.sql").Text;
        Assert.That(Dump(File), Is.EqualTo(stored[..stored.IndexOf("INSERT INTO", StringComparison.Ordinal)]));
    }

    [Test]
    public void Steps_take_a_file_forward_and_keep_what_is_in_it()
    {
        using (var store = Open())
        {
            Night(store, Batch("d", "s", ("a", ["f"])));
        }

        Database.Open(File, canWrite: true, TimeSpan.FromSeconds(1), [.. Schema.Steps, "ALTER TABLE nights ADD COLUMN weather TEXT", "UPDATE nights SET weather = 'rain'"]).Dispose();
        Assert.That(Ask("SELECT weather || started_at FROM nights"), Is.EqualTo("rain2026-03-01T02:00:00.000Z"));
        Assert.That(Ask("PRAGMA user_version"), Is.EqualTo(Schema.Steps.Length + 2L));
    }

    [Test]
    public void Step_that_fails_leaves_the_version_before()
    {
        Open().Dispose();
        Assert.That(
            () => Database.Open(File, canWrite: true, TimeSpan.FromSeconds(1), [.. Schema.Steps, "CREATE TABLE more (a TEXT); CREATE TABLE more (a TEXT)"]),
            Throws.TypeOf<HistoryException>());
        Assert.That(Ask("PRAGMA user_version"), Is.EqualTo((long)Schema.Steps.Length));
        Assert.That(Ask("SELECT count(*) FROM sqlite_master WHERE name = 'more'"), Is.Zero);
    }

    [Test]
    public void Locked_file_is_busy_and_the_runner_may_try_again()
    {
        Open().Dispose();
        using var other = new SqliteConnection($"Data Source={File};Pooling=False");
        other.Open();
        var lockIt = other.CreateCommand();
        lockIt.CommandText = "BEGIN IMMEDIATE";
        lockIt.ExecuteNonQuery();
        var tries = 0;
        using var store = HistoryStore.Open(File, new HistoryOptions { Patience = TimeSpan.Zero, Runner = TwiceAtMost });
        Assert.That(Begin(store), Is.EqualTo(1));
        Assert.That(tries, Is.EqualTo(1));

        void TwiceAtMost(Action call)
        {
            try
            {
                call();
            }
            catch (HistoryException e) when (e is { MayPass: true, Problem: HistoryProblem.Busy } && tries++ == 0)
            {
                lockIt.CommandText = "ROLLBACK";
                lockIt.ExecuteNonQuery();
                call();
            }
        }
    }

    [Test]
    public void Two_writers_at_once_lose_nothing()
    {
        const int targets = 20;
        Open().Dispose();
        Parallel.For(0, 2, writer =>
        {
            using var store = Open();
            var night = Begin(store);
            for (var i = 0; i < targets; i++)
            {
                store.Add(night, Batch("d", $"s{i}", ("a", [$"f{writer}"]), ("b", [])));
            }

            store.EndNight(night, Sound);
        });
        using var both = Open();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(both.ReadNight(1).Targets, Has.Length.EqualTo(targets));
            Assert.That(both.ReadNight(2).Targets, Has.Length.EqualTo(targets));
            Assert.That(both.ReadNight(1).Night.Runs.Executed + both.ReadNight(2).Night.Runs.Executed, Is.EqualTo(targets * 4));
            Assert.That(both.ListFindings().Select(f => f.Finding.Fingerprint), Is.EqualTo(new[] { "f0", "f1" }));
        }
    }

    [Test]
    public void Reader_sees_nothing_half()
    {
        using var writer = Open();
        using var reader = HistoryStore.Open(File, new HistoryOptions { IsReadOnly = true });
        var night = Begin(writer);
        writer.Add(night, Batch("d", "s", ("a", [])));
        Assert.That(reader.ReadNight(night).Night.State, Is.EqualTo(NightState.Begun));
        Assert.That(() => Begin(reader), Problem(HistoryProblem.ReadOnly, "not written"));
    }

    [Test]
    public void Engine_is_the_systems_own_where_it_is_new_enough()
    {
        Open().Dispose();
        var engine = HistoryStore.Engine;
        var name = OperatingSystem.IsWindows() ? "winsqlite3" : OperatingSystem.IsMacOS() ? "/usr/lib/libsqlite3.dylib" : "libsqlite3.so.0";
        using (Assert.EnterMultipleScope())
        {
            Assert.That(engine.Version, Is.EqualTo(Ask("SELECT sqlite_version()")));
            Assert.That(engine.Library, Is.EqualTo(engine.IsSystem ? name : "e_sqlite3"));
            Assert.That(engine.IsSystem, Is.False.Or.EqualTo(Version.Parse(engine.Version) >= new Version(3, 37)));
            Assert.That(engine.IsSystem || !NativeLibrary.TryLoad(name, out _) || !SqliteEngine.KnowsStrict, "there is one, and it is not used");
        }
    }

    private void Execute(string sql)
    {
        _ = HistoryStore.Engine;
        using var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private object? Ask(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    private static string Dump(string file)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        var tables = Rows(connection, "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rowid").Select(row => $"{row[0]};\n");
        return $"PRAGMA application_id = 0x56524648;\nPRAGMA user_version = 1;\n{string.Concat(tables)}";
    }

    private static IEnumerable<object?[]> Rows(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            yield return [.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? null : reader.GetValue(i))];
        }
    }
}
