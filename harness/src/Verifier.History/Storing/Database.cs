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

    /// <summary>
    /// Opens a file; makes it, or takes it to the present schema, if it is to be written. A file that is damaged is not written to.
    /// </summary>
    /// <exception cref="HistoryException">It cannot be used.</exception>
    public static Database Open(string path, bool canWrite, TimeSpan patience, ImmutableArray<string> steps)
    {
        if (Directory.Exists(path))
        {
            throw Failures.NotOpened(path, cause: null);
        }

        if (canWrite && !File.Exists(path))
        {
            NewFile.Make(path, steps, patience);
        }

        var checkedFile = Connect(path, path, SqliteOpenMode.ReadOnly, patience);
        try
        {
            checkedFile.Check(steps, canWrite);
            return canWrite ? ToWrite(path, patience, steps) : checkedFile;
        }
        catch
        {
            checkedFile.Dispose();
            throw;
        }
        finally
        {
            if (canWrite)
            {
                checkedFile.Dispose();
            }
        }
    }

    /// <summary>Opens a file as it is.</summary>
    /// <param name="file">The file.</param>
    /// <param name="path">The file that messages are about.</param>
    /// <param name="mode">The mode in which it is opened.</param>
    /// <param name="patience">Time that it waits for other programs.</param>
    public static Database Connect(string file, string path, SqliteOpenMode mode, TimeSpan patience)
    {
        _ = SqliteEngine.Current;
        var text = new SqliteConnectionStringBuilder { DataSource = file, Mode = mode, Pooling = false, DefaultTimeout = 1 };
        var database = new Database(new SqliteConnection(text.ToString()), path);
        try
        {
            database._connection.Open();
            database.Run(string.Create(CultureInfo.InvariantCulture, $"PRAGMA busy_timeout = {(int)patience.TotalMilliseconds}; PRAGMA foreign_keys = ON;"));
            return database;
        }
        catch (SqliteException e)
        {
            database.Dispose();
            throw Failures.Translate(e, path);
        }
    }

    /// <summary>A file that is in memory only, with the tables of some steps.</summary>
    public static Database InMemory(ImmutableArray<string> steps)
    {
        var database = Connect(":memory:", ":memory:", SqliteOpenMode.Memory, TimeSpan.Zero);
        database.Migrate(steps);
        return database;
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

    /// <summary>Runs an action as one transaction: all of it or nothing. An error of the engine becomes one sentence.</summary>
    /// <param name="writes">
    /// True if the action writes. Then the transaction waits for its turn at the start instead of failing halfway.
    /// </param>
    /// <param name="action">The action.</param>
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

    /// <summary>Takes the file to the schema that some steps make.</summary>
    public void Migrate(ImmutableArray<string> steps) => _ = Transact(writes: true, () =>
    {
        // Asked inside of the transaction: another program may have done it meanwhile.
        for (var version = Number("PRAGMA user_version"); version < steps.Length; version++)
        {
            Run(steps[(int)version]
                .Replace("{strict}", SqliteEngine.KnowsStrict ? " STRICT" : string.Empty, StringComparison.Ordinal)
                .Replace("{also_strict}", SqliteEngine.KnowsStrict ? ", STRICT" : string.Empty, StringComparison.Ordinal));
            Run(string.Create(CultureInfo.InvariantCulture, $"PRAGMA application_id = {Schema.ApplicationId}; PRAGMA user_version = {version + 1};"));
        }

        return true;
    });

    private static Database ToWrite(string path, TimeSpan patience, ImmutableArray<string> steps)
    {
        var database = Connect(path, path, SqliteOpenMode.ReadWrite, patience);
        try
        {
            // A commit is on the disk before it is reported: it survives a power cut, not only a kill.
            database.Run("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
            if (database.Number("PRAGMA user_version") < steps.Length)
            {
                database.Migrate(steps);
            }

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

    private void Check(ImmutableArray<string> steps, bool canWrite)
    {
        if (NewFile.IsEmpty(Path))
        {
            throw Failures.Damaged(Path, "it is empty");
        }

        _ = Transact(writes: false, () =>
        {
            Soundness.Check(this, steps, canMigrate: canWrite);
            return true;
        });
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
