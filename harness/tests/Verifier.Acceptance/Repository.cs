using System.Runtime.CompilerServices;

namespace Verifier.Acceptance;

/// <summary>Where things are in the working copy that these tests were built from.</summary>
internal static class Repository
{
    /// <summary>The top folder.</summary>
    public static string Root { get; } = Find();

    /// <summary>A path below the top folder.</summary>
    public static string Path(params string[] parts) => System.IO.Path.Combine([Root, .. parts]);

    private static string Find([CallerFilePath] string thisFile = "")
    {
        var folder = new DirectoryInfo(System.IO.Path.GetDirectoryName(thisFile)!);
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "Verifier.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests run outside of a working copy: no Verifier.sln above them.");
    }
}
