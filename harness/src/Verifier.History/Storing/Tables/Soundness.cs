using System.Collections.Immutable;

namespace Verifier.History.Storing;

/// <summary>
/// Looks at a whole file before anything is read from it or written to it: its header, its pages, its tables, each value of each column, and what rows
/// must have in common. A file that passes was written by some version of this program, as far as a file can show.
/// </summary>
internal sealed class Soundness
{
    private readonly Database _database;
    private readonly ImmutableArray<string> _steps;

    private Soundness(Database database, ImmutableArray<string> steps) => (_database, _steps) = (database, steps);

    /// <summary>Checks a file, within the caller's transaction.</summary>
    /// <param name="database">The file.</param>
    /// <param name="steps">The steps of the schema.</param>
    /// <param name="canMigrate">May it be taken forward if it is of an earlier version?</param>
    /// <exception cref="HistoryException">It cannot be used.</exception>
    public static void Check(Database database, ImmutableArray<string> steps, bool canMigrate)
    {
        var check = new Soundness(database, steps);
        if (check.IsNoFile())
        {
            return;
        }

        var version = check.Version(canMigrate);
        check.Pages();
        check.Tables(version);
        check.Rows(version);
    }

    // A device, such as /dev/full: what is wrong with it shows when it is written to.
    private bool IsNoFile() => Number("PRAGMA page_count") == 0 && new FileInfo(_database.Path).Length == 0;

    private int Version(bool canMigrate)
    {
        if (Number("PRAGMA application_id") != Schema.ApplicationId)
        {
            throw Failures.NoHistory(_database.Path);
        }

        var version = Number("PRAGMA user_version");
        if (version > _steps.Length)
        {
            throw Failures.Newer(_database.Path, version, _steps.Length);
        }

        if (version < 1)
        {
            throw Damaged(FormattableString.Invariant($"its schema has the version {version}"));
        }

        return version == _steps.Length || canMigrate ? (int)version : throw Failures.Older(_database.Path, version, _steps.Length);
    }

    private void Pages()
    {
        if (_database.Prepare("PRAGMA integrity_check(1)").Rows(row => row.GetString(0)) is not ["ok"] and var said)
        {
            throw Damaged(string.Join("; ", said).ReplaceLineEndings(" "));
        }

        var lost = _database.Prepare("PRAGMA foreign_key_check").Rows(row => (Table: row.GetString(0), Parent: row.GetString(2)));
        if (lost.Count > 0)
        {
            throw Damaged($"a row of {lost[0].Table} names a row of {lost[0].Parent} that is not there");
        }
    }

    private void Tables(int version)
    {
        if (_database.Prepare("SELECT count(*) FROM sqlite_master WHERE type = 'trigger'").Number() > 0)
        {
            throw Damaged("it has a trigger, which no version of the harness made");
        }

        var tables = Shape.Of(_database);
        foreach (var (table, columns) in Shape.Expected(_steps, version))
        {
            if (!tables.TryGetValue(table, out var there) || !there.SequenceEqual(columns))
            {
                throw Damaged(there.IsDefault ? $"the table {table} is missing" : $"the table {table} has other columns");
            }

            Values(table, columns);
        }
    }

    // The engine looks at most columns by itself, which takes a fraction of the time. If it finds something, all are read to say what.
    private void Values(string table, ImmutableArray<ColumnShape> columns)
    {
        var rules = columns.Select(c => (c.Name, Rule: ColumnRules.Of(table, c.Name, c.Type))).ToList();
        var conditions = rules.Select(r => r.Rule.Condition(r.Name)).OfType<string>().ToList();
        var isFound = conditions.Count > 0 && _database.Prepare($"SELECT 1 FROM {table} WHERE {string.Join(" OR ", conditions)} LIMIT 1").NumberOrNull() is not null;
        var read = isFound ? rules : rules.FindAll(r => r.Rule.Condition(r.Name) is null);
        if (read.Count == 0)
        {
            return;
        }

        _database.Prepare($"SELECT {string.Join(", ", read.Select(r => r.Name))} FROM {table}").ForEach(row =>
        {
            for (var i = 0; i < read.Count; i++)
            {
                if (read[i].Rule.Fault(row.Handle!, i) is { } fault)
                {
                    throw Damaged($"{table}.{read[i].Name} holds {fault}");
                }
            }
        });
    }

    private void Rows(int version)
    {
        foreach (var (_, problem, sql) in RowRules.All.Where(r => r.FromVersion <= version))
        {
            if (_database.Prepare($"{sql} LIMIT 1").NumberOrNull() is not null)
            {
                throw Damaged(problem);
            }
        }
    }

    private long Number(string sql) => _database.Prepare(sql).Number();

    private HistoryException Damaged(string what) => Failures.Damaged(_database.Path, what);
}
