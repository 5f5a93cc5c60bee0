namespace Verifier.Workers.Temporary;

/// <summary>
/// The program's files in the system's temporary folder. Each names its owner; a process that makes its first one takes away what processes
/// left that were killed.
/// </summary>
internal static class TemporaryFiles
{
    private static readonly Lazy<bool> s_isSwept = new(SweepNow);

    /// <summary>Makes a file that only this user can open.</summary>
    /// <returns>Its path.</returns>
    /// <exception cref="IOException">The temporary folder cannot be written; the message says what to do.</exception>
    public static string NewFile() => Make(path =>
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        File.Open(path, options).Dispose();
    });

    /// <summary>Makes a folder that only this user can open.</summary>
    /// <returns>Its path.</returns>
    /// <exception cref="IOException">The temporary folder cannot be written; the message says what to do.</exception>
    public static string NewFolder() => Make(path =>
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    });

    /// <summary>Takes away what belongs to processes that are gone: the program's files, and what the runtime left for debuggers of the same processes.</summary>
    public static void Sweep(string folder)
    {
        var gone = new HashSet<TemporaryOwner>();
        foreach (var path in Directory.EnumerateFileSystemEntries(folder, TemporaryOwner.AnyPrefix + "*"))
        {
            if (TemporaryOwner.Of(Path.GetFileName(path)) is { IsGone: true } owner)
            {
                gone.Add(owner);
                Delete(path);
            }
        }

        foreach (var owner in gone)
        {
            var process = FormattableString.Invariant($"{owner.Id}-{owner.Start}");
            foreach (var name in new[] { $"dotnet-diagnostic-{process}-socket", $"clr-debug-pipe-{process}-in", $"clr-debug-pipe-{process}-out" })
            {
                Delete(Path.Combine(folder, name));
            }
        }
    }

    private static string Make(Action<string> make)
    {
        var folder = Path.GetTempPath();
        try
        {
            if (!Directory.Exists(folder))
            {
                throw new DirectoryNotFoundException("there is no such folder");
            }

            _ = s_isSwept.Value;
            var path = Path.Combine(folder, TemporaryOwner.Own.Prefix + Path.GetRandomFileName());
            make(path);
            return path;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            var variable = OperatingSystem.IsWindows() ? "TMP" : "TMPDIR";
            throw new IOException($"the temporary folder {folder} cannot be written ({e.Message.TrimEnd('.')}); set {variable} to a folder that can", e);
        }
    }

    private static bool SweepNow()
    {
        Sweep(Path.GetTempPath());
        return true;
    }

    // Another user's, or gone meanwhile: then it is not ours to take away.
    private static void Delete(string path)
    {
        try
        {
            if (Directory.Exists(path))
            {
                Directory.Delete(path, recursive: true);
            }
            else
            {
                File.Delete(path);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return;
        }
    }
}
