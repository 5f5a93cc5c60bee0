using System.Diagnostics;
using Verifier.Workers.Temporary;

namespace Verifier.Tests.Workers.Temporary;

/// <summary>
/// Files that killed processes left in the temporary folder are removed; those of a process that lives, or of an unknown owner, stay.
/// </summary>
public sealed class TemporaryFilesTests
{
    private string _folder = string.Empty;

    [SetUp]
    public void Make_a_folder() => _folder = Directory.CreateTempSubdirectory("sweep-").FullName;

    [TearDown]
    public void Drop_the_folder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void Sweep_takes_what_a_gone_process_left_and_what_the_runtime_left_of_it()
    {
        var gone = Gone();
        var process = $"{gone.Id}-{gone.Start}";
        Write(gone.Prefix + "a.b", $"dotnet-diagnostic-{process}-socket", $"clr-debug-pipe-{process}-in", $"clr-debug-pipe-{process}-out");
        Directory.CreateDirectory(Path.Combine(_folder, gone.Prefix + "c.d", "below"));
        TemporaryFiles.Sweep(_folder);
        Assert.That(Directory.GetFileSystemEntries(_folder), Is.Empty);
    }

    [Test]
    public void Sweep_leaves_what_may_be_in_use()
    {
        var own = TemporaryOwner.Own;
        var gone = Gone();
        string[] names =
        [
            own.Prefix + "a.b",
            (gone with { Space = own.Space + 1 }).Prefix + "a.b",
            $"verifier-{own.Space:x}-notes-1-a.b",
            "verifier-cli-Ab3",
            $"dotnet-diagnostic-{gone.Id}-{gone.Start}-socket",
            "tmp1.tmp",
        ];
        Write(names);
        TemporaryFiles.Sweep(_folder);
        Assert.That(Directory.GetFiles(_folder).Select(Path.GetFileName), Is.EquivalentTo(names));
    }

    [Test]
    public void Process_that_got_the_same_id_is_another()
    {
        Write((TemporaryOwner.Own with { Start = TemporaryOwner.Own.Start - 1 }).Prefix + "a.b");
        TemporaryFiles.Sweep(_folder);
        Assert.That(Directory.GetFiles(_folder), Is.Empty);
    }

    [Test]
    public void New_file_and_folder_name_this_process_and_live()
    {
        var (file, folder) = (TemporaryFiles.NewFile(), TemporaryFiles.NewFolder());
        try
        {
            TemporaryFiles.Sweep(Path.GetTempPath());
            Assert.That((File.Exists(file), Directory.Exists(folder)), Is.EqualTo((true, true)));
            Assert.That(new[] { file, folder }.Select(path => TemporaryOwner.Of(Path.GetFileName(path))), Is.All.EqualTo(TemporaryOwner.Own));
        }
        finally
        {
            File.Delete(file);
            Directory.Delete(folder);
        }
    }

    private static TemporaryOwner Gone()
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", "--version") { RedirectStandardOutput = true })!;
        process.WaitForExit();
        return TemporaryOwner.Own with { Id = process.Id, Start = 1 };
    }

    private void Write(params string[] names) => Array.ForEach(names, name => File.WriteAllText(Path.Combine(_folder, name), string.Empty));
}
