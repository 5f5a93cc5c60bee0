using System.IO.Enumeration;
using Verifier.Scenarios.Known;

namespace Verifier.Scenarios;

/// <summary>
/// Folders of scripts on disk. A folder that the product writes (results, minimal scenarios, a report) carries a marker file, and a walk
/// passes it by: what a run left behind is no part of the library. The folder that a walk begins in is read all the same.
/// </summary>
public static class ScriptFolders
{
    /// <summary>Name of the marker file.</summary>
    public const string Marker = ".verifier-output";

    private const string MarkerText = "Verifier writes this folder. Scripts in it are not run with the folders around it; name a script, or this folder, to run it.\n";

    // Links are not followed below a folder: they may lead in circles.
    private static readonly EnumerationOptions AllBelow = new()
    {
        RecurseSubdirectories = true,
        IgnoreInaccessible = false,
        AttributesToSkip = FileAttributes.ReparsePoint,
    };

    /// <summary>True if a path ends as scripts do.</summary>
    /// <param name="path">The path.</param>
    /// <returns>True if it does.</returns>
    public static bool IsScript(ReadOnlySpan<char> path) =>
        path.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".yml", StringComparison.OrdinalIgnoreCase);

    /// <summary>The scripts in and below a folder, but not in marked folders below it, and no lists of known findings.</summary>
    /// <param name="folder">Full path of the folder.</param>
    /// <param name="passedBy">Called with each marked folder.</param>
    /// <returns>Full paths, in no order.</returns>
    /// <exception cref="IOException">A folder cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A folder may not be read.</exception>
    public static IEnumerable<string> ScriptsBelow(string folder, Action<string>? passedBy = null) =>
        new FileSystemEnumerable<string>(folder, (ref FileSystemEntry entry) => entry.ToFullPath(), AllBelow)
        {
            ShouldIncludePredicate = (ref FileSystemEntry entry) =>
                !entry.IsDirectory && IsScript(entry.FileName) && !entry.FileName.Equals(KnownReader.FileName, StringComparison.OrdinalIgnoreCase),
            ShouldRecursePredicate = (ref FileSystemEntry entry) =>
            {
                string full = entry.ToFullPath();
                bool isMarked = IsMarked(full);
                if (isMarked)
                {
                    passedBy?.Invoke(full);
                }

                return !isMarked;
            },
        };

    /// <summary>
    /// Marks a folder as written by the product, unless it holds scripts that the product did not write: a mark would take them out of
    /// later runs.
    /// </summary>
    /// <param name="folder">Full path of the folder; it exists.</param>
    /// <param name="isWritten">True for the path of a script that the product wrote; null if it writes none there.</param>
    /// <exception cref="IOException">The marker cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The marker may not be written.</exception>
    public static void Mark(string folder, Func<string, bool>? isWritten = null)
    {
        if (!IsMarked(folder) && ScriptsBelow(folder).All(script => isWritten?.Invoke(script) == true))
        {
            File.WriteAllText(Path.Combine(folder, Marker), MarkerText);
        }
    }

    private static bool IsMarked(string folder) => File.Exists(Path.Combine(folder, Marker));
}
