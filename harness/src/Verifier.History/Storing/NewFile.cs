using System.Collections.Immutable;

namespace Verifier.History.Storing;

/// <summary>
/// Makes a history file: under another name first, so that the file has its tables from the moment it has its name. A program that is
/// killed meanwhile leaves no empty history.
/// </summary>
internal static class NewFile
{
    /// <summary>Makes the file; another program's that came first is left.</summary>
    public static void Make(string path, ImmutableArray<string> steps, TimeSpan patience)
    {
        var other = $"{path}.{System.IO.Path.GetRandomFileName()}.new";
        try
        {
            using (var made = Database.Connect(other, path, Microsoft.Data.Sqlite.SqliteOpenMode.ReadWriteCreate, patience))
            {
                made.Migrate(steps);
            }

            File.Move(other, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            // It is there meanwhile, and is looked at like any other.
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new HistoryException(HistoryProblem.CannotOpen, $"The history file {path} cannot be made: {e.Message}", e);
        }
        finally
        {
            Remove(other);
        }
    }

    /// <summary>
    /// True if the file exists and has no byte. A device that reads as endless zeros is not empty; a file that cannot be read is reported
    /// by the engine.
    /// </summary>
    public static bool IsEmpty(string path)
    {
        try
        {
            using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return RandomAccess.Read(file, new byte[1], 0) == 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static void Remove(string path)
    {
        if (File.Exists(path))
        {
            File.Delete(path);
        }
    }
}
