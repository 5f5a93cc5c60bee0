using Verifier.Binaries.Images;

namespace Verifier.Binaries.Tests.Images;

/// <summary>Files that cannot be read are refused with one sentence; links are followed.</summary>
public sealed class DriverBytesTests
{
    private string _folder = null!;

    [SetUp]
    public void Make_a_folder() => _folder = Directory.CreateTempSubdirectory("verifier-files-").FullName;

    [TearDown]
    public void Drop_the_folder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void Bytes_are_those_of_the_file()
    {
        File.WriteAllBytes(PathOf("a.sys"), [1, 2, 3]);
        Assert.That(DriverBytes.Read(PathOf("a.sys")), Is.EqualTo(new byte[] { 1, 2, 3 }));
    }

    [Test]
    [Platform("Linux")]
    public void Link_is_followed()
    {
        File.WriteAllBytes(PathOf("a.sys"), [1, 2, 3]);
        File.CreateSymbolicLink(PathOf("link.sys"), "a.sys");
        Assert.That(DriverBytes.Read(PathOf("link.sys")), Is.EqualTo(new byte[] { 1, 2, 3 }));
    }

    [Test]
    [Platform("Linux")]
    public void Link_to_itself_is_refused()
    {
        File.CreateSymbolicLink(PathOf("link.sys"), "link.sys");
        Assert.That(() => DriverBytes.Read(PathOf("link.sys")), Throws.TypeOf<BinaryException>().With.Message.StartsWith("it cannot be read: "));
    }

    [Test]
    [Platform("Linux")]
    public void Broken_link_is_told_with_its_target()
    {
        File.CreateSymbolicLink(PathOf("link.sys"), "build/none.sys");
        AssertRefused("link.sys", "it is a link to build/none.sys, which does not exist; mend the link, or name a .sys file");
    }

    [Test]
    public void File_that_is_replaced_while_it_is_read_is_one_of_both()
    {
        const int reads = 200;
        byte[][] builds = [[.. Enumerable.Repeat((byte)1, 100_000)], [.. Enumerable.Repeat((byte)2, 50_000)]];
        File.WriteAllBytes(PathOf("a.sys"), builds[0]);
        using var stop = new CancellationTokenSource();
        var replacing = Task.Run(() =>
        {
            for (var i = 0; !stop.IsCancellationRequested; i++)
            {
                File.WriteAllBytes(PathOf("new"), builds[i % 2]);
                File.Move(PathOf("new"), PathOf("a.sys"), overwrite: true);
            }
        });
        var read = Enumerable.Range(0, reads).Select(_ => DriverBytes.Read(PathOf("a.sys"))).ToList();
        stop.Cancel();
        replacing.Wait();
        Assert.That(read, Has.All.EqualTo(builds[0]).Or.EqualTo(builds[1]));
    }

    [TestCase("none.sys")]
    [TestCase("none/a.sys")]
    public void Missing_file_is_refused(string name) => AssertRefused(name, "there is no such file; name a .sys file");

    [Test]
    public void Folder_is_refused() => AssertRefused(".", "it is a folder; name a .sys file");

    [Test]
    public void Huge_file_is_refused_unread()
    {
        using (var file = File.Create(PathOf("huge.sys")))
        {
            file.SetLength(PeFile.LargestFile + (1L << 20));
        }

        AssertRefused("huge.sys", "it has 257 MiB, more than the 256 MiB that are read; no driver is that large");
    }

    // Files of /proc have no length, as pipes and devices: to open one could wait without end.
    [Test]
    [Platform("Linux")]
    public void File_without_a_length_is_not_opened() => AssertRefused("/proc/version", "it has no bytes: it is empty, or no regular file; build or copy it again");

    private string PathOf(string name) => Path.Combine(_folder, name);

    private void AssertRefused(string name, string message) =>
        Assert.That(() => DriverBytes.Read(PathOf(name)), Throws.TypeOf<BinaryException>().With.Message.EqualTo(message));
}
