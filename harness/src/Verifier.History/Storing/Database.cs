using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Verifier.History.Storing;

/// <summary>One open history file: statements, transactions, and the way from an old schema to the present one.</summary>
internal sealed class Database : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, Statement> _statements = [];

    private Database(SqliteConnection connection, string path) => (_connection, Path) = (connection, path);

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Opens a file; makes it, or takes it to the present schema, if it is to be written.</summary>
    public static Database Open(string path, bool canWrite, TimeSpan patience, ImmutableArray<string> steps)
    {
        _ = SqliteEngine.Current;
        var text = new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = canWrite ? SqliteOpenMode.ReadWriteCreate : SqliteOpenMode.ReadOnly,
            Pooling = false,
            DefaultTimeout = 1,
        };
        var database = new Database(new SqliteConnection(text.ToString()), path);
        try
        {
            database.Begin(canWrite, patience, steps);
            return database;
        }
        catch (SqliteException e)
        {
            database.Dispose();
            throw Failures.Translate(e, path);
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>A prepared statement; kept for the next use.</summary>
    public Statement Prepare(string sql)
    {
        if (!_statements.TryGetValue(sql, out var statement))
        {
            var command = _connection.CreateCommand();
            command.CommandText = sql;
            _statements.Add(sql, statement = new Statement(command));
        }

        return statement;
    }

    /// <summary>Does all of something or nothing of it; what the engine says against it becomes one sentence.</summary>
    /// <param name="writes">Does it write? Then it waits for its turn at once instead of failing halfway.</param>
    /// <param name="action">What to do.</param>
    public T Transact<T>(bool writes, Func<T> action)
    {
        try
        {
            Run(writes ? "BEGIN IMMEDIATE" : "BEGIN");
            var result = action();
            Run("COMMIT");
            return result;
        }
        catch (SqliteException e)
        {
            throw Failures.Translate(e, Path);
        }
        finally
        {
            // The engine has done it itself when the disk is full or fails: then there is nothing to take back.
            if (raw.sqlite3_get_autocommit(_connection.Handle) == 0)
            {
                Run("ROLLBACK");
            }
        }
    }

    /// <summary>The last row's number.</summary>
    public long LastId() => Prepare("SELECT last_insert_rowid()").Number();

    /// <summary>Closes the file.</summary>
    public void Dispose()
    {
        foreach (var statement in _statements.Values)
        {
            statement.Dispose();
        }

        _connection.Dispose();
    }

    private void Begin(bool canWrite, TimeSpan patience, ImmutableArray<string> steps)
    {
        _connection.Open();
        Run(string.Create(CultureInfo.InvariantCulture, $"PRAGMA busy_timeout = {(int)patience.TotalMilliseconds}; PRAGMA foreign_keys = ON;"));
        Refuse(steps.Length, canWrite);
        if (!canWrite)
        {
            return;
        }

        // A commit is on the disk before it is reported: it survives a power cut, not only a kill.
        Run("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
        if (Number("PRAGMA user_version") < steps.Length)
        {
            _ = Transact(writes: true, () => Migrate(steps));
        }
    }

    // Before anything is written.
    private void Refuse(int known, bool canWrite)
    {
        var version = Number("PRAGMA user_version");
        var isEmpty = version == 0 && Number("PRAGMA page_count") == 0;
        if (!isEmpty && Number("PRAGMA application_id") != Schema.ApplicationId)
        {
            throw Failures.Damaged(Path, cause: null);
        }

        if (version > known)
        {
            throw Failures.Newer(Path, version, known);
        }

        if (version < known && !canWrite)
        {
            throw Failures.Older(Path, version, known);
        }
    }

    // Asked again inside of the transaction: another program may have done it meanwhile.
    private bool Migrate(ImmutableArray<string> steps)
    {
        for (var version = Number("PRAGMA user_version"); version < steps.Length; version++)
        {
            Run(steps[(int)version]
                .Replace("{strict}", SqliteEngine.KnowsStrict ? " STRICT" : string.Empty, StringComparison.Ordinal)
                .Replace("{also_strict}", SqliteEngine.KnowsStrict ? ", STRICT" : string.Empty, StringComparison.Ordinal));
            Run(string.Create(CultureInfo.InvariantCulture, $"PRAGMA application_id = {Schema.ApplicationId}; PRAGMA user_version = {version + 1};"));
        }

        return true;
    }

    private void Run(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        _ = command.ExecuteNonQuery();
    }

    private long Number(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }
}
