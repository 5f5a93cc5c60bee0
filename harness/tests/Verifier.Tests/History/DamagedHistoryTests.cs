namespace Verifier.Tests.History;

/// <summary>
/// Every column of every table with each kind of damage, and every page: the file is refused in one sentence and left as it is, or the value is one
/// that could have been written.
/// </summary>
public sealed class DamagedHistoryTests : DamagedHistoryFixture
{
    private static readonly string[] s_any = ["seed", "trace_hash", "size", "bytes"];
    private static readonly string[] s_flags = ["is_trusted", "is_failing", "is_open", "is_flaky", "is_expected", "is_expired"];

    private static readonly string[] s_numbers =
        ["-9223372036854775808", "9223372036854775807", "-1", "1000000000001", "1.5", "'7'", "x'00FF'"];

    private static readonly string[] s_texts = ["CAST(x'FF41' AS TEXT)", "-9223372036854775808", "x'414243'"];

    [Test]
    public void Fixture_is_sound() => Assert.That(Refusal("as it is"), Is.Null);

    [Test]
    public void Number_at_a_limit_or_of_another_type_is_refused_in_every_column() => ForEachColumn("INTEGER", (table, column) =>
    {
        foreach (var value in s_numbers.Where(v => !s_any.Contains(column) || v.Contains('.') || v.Contains('\'')))
        {
            AssertRefused(table, column, value);
        }

        if (s_flags.Contains(column))
        {
            AssertRefused(table, column, "2");
        }
    });

    [Test]
    public void Text_of_another_type_or_coding_is_refused_in_every_column() => ForEachColumn("TEXT", (table, column) =>
    {
        foreach (var value in s_texts)
        {
            AssertRefused(table, column, value);
        }
    });

    [Test]
    public void Missing_value_is_refused_in_every_column_that_needs_one()
    {
        var needed = Surgeon.Columns().Where(c => IsNeeded(c.Table, c.Column)).ToList();
        Assert.That(needed, Has.Count.GreaterThan(80));
        foreach (var (table, column, _) in needed)
        {
            AssertRefused(table, column, "NULL");
        }
    }

    [Test]
    public void Unknown_id_is_refused_in_every_column_that_names_a_row()
    {
        var ids = Surgeon.Columns().Where(c => c.Column.EndsWith("_id", StringComparison.Ordinal) || c.Column is "since" or "first_night" or "last_night").ToList();
        Assert.That(ids, Has.Count.GreaterThan(25));
        foreach (var (table, column, _) in ids)
        {
            AssertRefused(table, column, "999999");
            AssertRefused(table, column, "0");
        }
    }

    [TestCase("nights", "started_at", "'yesterday'")]
    [TestCase("nights", "started_at", "''")]
    [TestCase("nights", "started_at", "'2026-13-01T02:00:00.000Z'")]
    [TestCase("nights", "state", "'over'")]
    [TestCase("nights", "problems", "'[null]'")]
    [TestCase("nights", "problems", "'{}'")]
    [TestCase("nights", "problems", "''")]
    [TestCase("nights", "passed", "8")]
    [TestCase("nights", "planned", "0")]
    [TestCase("nights", "since", "1")]
    [TestCase("targets", "mode", "'guess'")]
    [TestCase("targets", "surprises", "'[1]'")]
    [TestCase("targets", "completeness", "'[]'")]
    [TestCase("targets", "completeness", "'{\"Points\":-1}'")]
    [TestCase("targets", "completeness", "'{\"Points\":9223372036854775807}'")]
    [TestCase("targets", "routines", "'[[]]'")]
    [TestCase("targets", "driver_version_id", "2")]
    [TestCase("places", "function", "NULL")]
    [TestCase("places", "ordering", "0")]
    [TestCase("runs", "verdict", "'perhaps'")]
    [TestCase("runs", "outcome", "''")]
    [TestCase("runs", "night_id", "2")]
    [TestCase("findings", "details", "'no list'")]
    [TestCase("findings", "last_night", "4")]
    [TestCase("observations", "injected_at", "'[null]'")]
    [TestCase("observations", "injected_at", "'[{}]'")]
    [TestCase("observations", "injected_at", "'[{\"Function\":\"f\",\"File\":null,\"Line\":-1}]'")]
    [TestCase("observations", "bug_check", "'[1]'")]
    [TestCase("observations", "bug_check", "'[-1,0,0,0,0]'")]
    [TestCase("observations", "status", "4294967296")]
    [TestCase("observations", "trace", "x'0102'")]
    [TestCase("observations", "title", "NULL")]
    [TestCase("observations", "target_id", "2")]
    [TestCase("transitions", "status", "'unseen'")]
    [TestCase("transitions", "reason", "'bored'")]
    [TestCase("transitions", "standing", "'unknown-to-all'")]
    [TestCase("transitions", "transition", "'sideways'")]
    [TestCase("transitions", "night_id", "4")]
    [TestCase("transitions", "known", "'{}'")]
    [TestCase("transitions", "masked_by", "'null'")]
    [TestCase("sites", "irql", "32")]
    public void Value_that_no_version_wrote_is_refused(string table, string column, string value) => AssertRefused(table, column, value);

    [TestCase("PRAGMA user_version = 0", "its schema has the version 0")]
    [TestCase("PRAGMA user_version = -1", "its schema has the version -1")]
    [TestCase("PRAGMA user_version = -2147483648", "its schema has the version")]
    [TestCase("PRAGMA user_version = 3", "An earlier version")]
    [TestCase("PRAGMA user_version = 2147483647", "A later version of the harness wrote")]
    [TestCase("PRAGMA application_id = 0", "damaged, or no history file")]
    [TestCase("PRAGMA application_id = -1", "damaged, or no history file")]
    [TestCase("DROP TABLE advice", "the table advice is missing")]
    [TestCase("ALTER TABLE sites RENAME TO site", "the table sites is missing")]
    [TestCase("ALTER TABLE sites RENAME COLUMN irql TO level", "the table sites has other columns")]
    [TestCase("ALTER TABLE runs ADD COLUMN more TEXT", "the table runs has other columns")]
    [TestCase("CREATE TRIGGER t AFTER INSERT ON nights BEGIN DELETE FROM runs; END", "it has a trigger")]
    [TestCase("DELETE FROM observations", "")]
    [TestCase("DELETE FROM runs", "")]
    [TestCase("DELETE FROM drivers", "")]
    [TestCase("DELETE FROM nights", "")]
    [TestCase("DELETE FROM places", "")]
    [TestCase("DELETE FROM run_findings; DELETE FROM runs WHERE id = 1", "a night's counts are not those of its runs")]
    [TestCase("INSERT INTO runs SELECT 99, night_id, target_id, place_id, case_key, verdict, outcome, injected, calls, trace_hash, problem, variation FROM runs LIMIT 1", "a night's counts")]
    public void File_with_other_tables_or_rows_is_refused(string sql, string said)
    {
        Surgeon.Execute(sql);
        Assert.That(Refusal(sql), Does.Contain(said));
    }

    [Test]
    public void Page_in_place_of_another_is_refused()
    {
        const int page = 4096;
        var pages = SoundBytes.Length / page;
        Assert.That(pages, Is.GreaterThan(20));
        for (var from = 0; from < pages; from++)
        {
            var to = (from + 1 + (from * 7 % (pages - 1))) % pages;
            var bytes = (byte[])SoundBytes.Clone();
            SoundBytes.AsSpan(from * page, page).CopyTo(bytes.AsSpan(to * page));
            if (from != to && !bytes.AsSpan().SequenceEqual(SoundBytes))
            {
                System.IO.File.WriteAllBytes(File, bytes);
                Assert.That(Refusal($"page {from} at {to}"), Is.Not.Null, $"page {from} at {to}");
            }
        }
    }

    [Test]
    public void File_that_is_cut_short_is_refused()
    {
        for (var length = 0; length < SoundBytes.Length; length += 1 + (length * 2 / 3))
        {
            System.IO.File.WriteAllBytes(File, SoundBytes[..length]);
            Assert.That(Refusal($"{length} bytes"), Is.Not.Null, $"{length} bytes");
        }
    }

    // Some bits are of texts and hashes, whose changes cannot be detected.
    [Test]
    public void Flipped_bits_are_refused_or_change_nothing_but_a_text_or_a_hash()
    {
        var random = new Random(5);
        var refused = 0;
        const int tries = 150;
        for (var i = 0; i < tries; i++)
        {
            var bit = random.Next(SoundBytes.Length * 8);
            var bytes = (byte[])SoundBytes.Clone();
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            System.IO.File.WriteAllBytes(File, bytes);
            refused += Refusal($"bit {bit}") is null ? 0 : 1;
        }

        Assert.That(refused, Is.InRange(1, tries - 1));
    }

    private bool IsNeeded(string table, string column)
    {
        using var database = Verifier.History.Storing.Database.Connect(File, File, Microsoft.Data.Sqlite.SqliteOpenMode.ReadOnly, TimeSpan.Zero);
        return database.Prepare("SELECT \"notnull\" FROM pragma_table_info($1) WHERE name = $2").Number(table, column) == 1;
    }

    private void ForEachColumn(string type, Action<string, string> action)
    {
        var columns = Surgeon.Columns().Where(c => c.Type == type).ToList();
        Assert.That(columns, Has.Count.GreaterThan(40));
        foreach (var (table, column, _) in columns)
        {
            action(table, column);
        }
    }

    private void AssertRefused(string table, string column, string value)
    {
        System.IO.File.WriteAllBytes(File, SoundBytes);
        if (Surgeon.Set(table, column, value) && !System.IO.File.ReadAllBytes(File).AsSpan().SequenceEqual(SoundBytes))
        {
            Assert.That(Refusal($"{table}.{column} = {value}"), Is.Not.Null, $"{table}.{column} = {value}");
        }
    }
}
