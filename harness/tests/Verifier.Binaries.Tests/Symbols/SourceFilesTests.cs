using Verifier.Binaries.Symbols;

namespace Verifier.Binaries.Tests.Symbols;

public sealed class SourceFilesTests
{
    private string _folder = "";

    [SetUp]
    public void MakeFolder()
    {
        _folder = Directory.CreateTempSubdirectory("sources-").FullName;
        Put("root/drivers/serial/port.c");
        Put("root/serial/port.c");
        Put("root/port.c");
        Put("root/Case/File.c");
        Put("root/Case/file.c");
        Put("root/.hidden/a.c");
        Put("outside/secret.c");
    }

    [TearDown]
    public void DeleteFolder() => Directory.Delete(_folder, recursive: true);

    [TestCase(@"C:\agent\1\drivers\serial\port.c", "drivers/serial/port.c")]
    [TestCase(@"C:\agent\1\serial\port.c", "serial/port.c")]
    [TestCase(@"D:\other\port.c", "port.c")]
    [TestCase("/home/build/drivers/serial/port.c", "drivers/serial/port.c")]
    [TestCase("/home/build/./drivers/serial/port.c", "drivers/serial/port.c")]
    [TestCase(@"C:\agent/drivers\serial/port.c", "drivers/serial/port.c")]
    [TestCase("port.c", "port.c")]
    [TestCase(@"C:\AGENT\DRIVERS\SERIAL\PORT.C", "drivers/serial/port.c")]
    [TestCase(@"C:\case\file.c", "Case/file.c", Description = "the spelling decides between two")]
    [TestCase(@"C:\case\File.c", "Case/File.c")]
    [TestCase(@"C:\drivers\serial\inc\..\port.c", "drivers/serial/port.c")]
    [TestCase(@"..\..\..\port.c", "port.c")]
    [TestCase("/.hidden/a.c", ".hidden/a.c")]
    public void Longest_tail_that_is_a_file_counts(string recorded, string found)
    {
        var sources = new SourceFiles(Path.Combine(_folder, "root"));
        Assert.That(sources.Find(recorded), Is.EqualTo(Path.Combine(_folder, "root", found)));
        Assert.That(sources.Find(recorded), Is.EqualTo(Path.Combine(_folder, "root", found)), "once more");
    }

    [TestCase("")]
    [TestCase("/")]
    [TestCase("..")]
    [TestCase("missing.c")]
    [TestCase(@"C:\serial")]
    [TestCase(@"C:\port.c\port.cpp")]
    [TestCase("../outside/secret.c")]
    [TestCase(@"root\..\..\outside\secret.c")]
    [TestCase("\0")]
    [TestCase("*.c")]
    public void Other_path_is_not_found(string recorded) =>
        Assert.That(new SourceFiles(Path.Combine(_folder, "root")).Find(recorded), Is.Null);

    [Test]
    public void Links_below_the_root_are_not_followed()
    {
        File.CreateSymbolicLink(Path.Combine(_folder, "root", "link.c"), Path.Combine(_folder, "outside", "secret.c"));
        Directory.CreateSymbolicLink(Path.Combine(_folder, "root", "out"), Path.Combine(_folder, "outside"));
        var sources = new SourceFiles(Path.Combine(_folder, "root"));
        Assert.That((sources.Find("link.c"), sources.Find("out/secret.c")), Is.EqualTo(((string?)null, (string?)null)));
    }

    [Test]
    public void Root_may_be_a_link()
    {
        Directory.CreateSymbolicLink(Path.Combine(_folder, "link"), Path.Combine(_folder, "root"));
        var sources = new SourceFiles(Path.Combine(_folder, "link"));
        Assert.That(sources.Find("x/serial/port.c"), Is.EqualTo(Path.Combine(_folder, "link", "serial", "port.c")));
    }

    [Test]
    public void Missing_root_has_no_files() => Assert.That(new SourceFiles(Path.Combine(_folder, "nowhere")).Find("port.c"), Is.Null);

    [Test]
    [CancelAfter(20_000)]
    public void Path_of_many_parts_is_searched_from_its_end(CancellationToken ended)
    {
        var recorded = string.Concat(Enumerable.Repeat("serial/", 100_000)) + "port.c";
        Assert.That(new SourceFiles(Path.Combine(_folder, "root")).Find(recorded), Is.EqualTo(Path.Combine(_folder, "root", "serial", "port.c")));
        Assert.That(ended.IsCancellationRequested, Is.False);
    }

    private void Put(string place)
    {
        var path = Path.Combine(_folder, place);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "");
    }
}
