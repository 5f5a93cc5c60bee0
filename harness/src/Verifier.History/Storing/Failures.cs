using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Verifier.History.Storing;

/// <summary>Translates an error of the engine into one sentence for the user that says what to do.</summary>
internal static class Failures
{
    private const string Remedy = "It was left as it is: move it away, and put a copy back or begin a new one.";

    public static HistoryException Translate(SqliteException e, string path) => e.SqliteErrorCode switch
    {
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => new HistoryException(
            HistoryProblem.Busy, $"Another program is writing to the history file {path}. Wait for it to end and try again.", e),
        raw.SQLITE_CANTOPEN when !Directory.Exists(FolderOf(path)) => new HistoryException(
            HistoryProblem.CannotOpen, $"The history file {path} cannot be opened: there is no folder {FolderOf(path)}. Make it, or name another file.", e),
        raw.SQLITE_CANTOPEN => NotOpened(path, e),
        raw.SQLITE_READONLY or raw.SQLITE_PERM or raw.SQLITE_AUTH => new HistoryException(
            HistoryProblem.ReadOnly, $"The history file {path} can be read and not written. Give this user the right to write, or name another file.", e),
        raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB or raw.SQLITE_FORMAT => NoHistory(path, e),
        raw.SQLITE_FULL or raw.SQLITE_IOERR => new HistoryException(
            HistoryProblem.Disk, $"The history file {path} cannot be written: the disk is full, or fails ({e.Message}).", e),
        _ => new HistoryException(HistoryProblem.Damaged, $"The history file {path} cannot be used: {e.Message}", e),
    };

    /// <summary>It is no file, or this user may not open it.</summary>
    public static HistoryException NotOpened(string path, Exception? cause) => new(
        HistoryProblem.CannotOpen, $"The history file {path} cannot be opened. See whether it is a file that this user may read and write.", cause);

    /// <summary>Nothing of it can be made out.</summary>
    public static HistoryException NoHistory(string path, Exception? cause = null) => new(
        HistoryProblem.Damaged, $"The history file {path} is damaged, or no history file{OrTooNew()}. {Remedy}", cause);

    /// <summary>It is a history file, and something in it is not what it was.</summary>
    public static HistoryException Damaged(string path, string what, Exception? cause = null) => new(
        HistoryProblem.Damaged, $"The history file {path} is damaged: {what}. {Remedy}", cause);

    public static HistoryException Newer(string path, long version, int known) => new(
        HistoryProblem.Newer,
        FormattableString.Invariant($"A later version of the harness wrote the history file {path} (schema {version}; this one knows {known}). Use that version, or name another file."));

    public static HistoryException Older(string path, long version, int known) => new(
        HistoryProblem.Older,
        FormattableString.Invariant($"An earlier version of the harness wrote the history file {path} (schema {version}; this one reads {known}). It is taken forward when it is opened to be written."));

    // An engine that does not know STRICT tables calls a file that has some damaged.
    private static string OrTooNew() => SqliteEngine.KnowsStrict
        ? string.Empty
        : $", or was written with a newer SQLite than the {SqliteEngine.Current.Version} of this machine";

    private static string FolderOf(string path) => Path.GetDirectoryName(Path.GetFullPath(path)) ?? path;
}
