using Verifier.Scenarios.Diagnostics;

namespace Verifier.Tests.Scenarios.Binding;

/// <summary><c>files:</c>, what is on the simulated machine's volume.</summary>
public sealed class FilesTests
{
    [Test]
    public void File_has_what_the_script_says()
    {
        var files = Script.Good("""
            files:
              - { path: \??\C:\a b.bin, data: "text:abc", read-only: true }
              - { path: \SystemRoot\Logs, directory: true }
            """).Files;
        Assert.That(
            files.Select(f => (f.Path, f.Data?.Length, f.IsReadOnly, f.IsDirectory)),
            Is.EqualTo(new[] { (@"\??\C:\a b.bin", (int?)3, true, false), (@"\SystemRoot\Logs", null, false, true) }));
    }

    [TestCase(@"{ data: ""text:a"" }", "VS1102", "'path' is missing")]
    [TestCase(@"{ path: C:\a }", "VS1211", "it starts with")]
    [TestCase(@"{ path: \??\D:\a }", "VS1211", "is not a path of the simulated volume")]
    [TestCase(@"{ path: \??\C:\a\*.bin }", "VS1211", "neither '/' nor wildcards")]
    [TestCase(@"{ path: \??\C:\a, directory: true, data: ""text:a"" }", "VS1309", "a directory holds no 'data'")]
    [TestCase(@"{ path: \??\C:\Windows\a }, { path: \SystemRoot\A }", "VS1309", @"'\SystemRoot\A' stands in line 4 already")]
    [TestCase(@"{ path: \??\C:\a }, { path: \DosDevices\C:\a\b }", "VS1309", @"which is a file; say 'directory: true' there")]
    [TestCase(@"{ path: \??\C:\a, size: 4 }", "VS1101", "'size' is not a key of a file")]
    public void File_that_is_wrong_is_explained(string files, string code, string words)
    {
        var document = Script.ReadPart($"files: [ {files} ]");
        Assert.That(document.Diagnostics.Select(d => d.Code), Is.EqualTo(new[] { code }), () => Script.Text(document));
        Assert.That(Script.Text(document), Does.Contain(words));
    }

    [Test]
    public void Data_of_a_file_belongs_to_the_scenario()
    {
        var files = new SampleFiles().With("data/first.bin", [1, 2, 3]);
        var document = Script.ReadPart("files: [ { path: \\??\\C:\\a, data: \"file:data/first.bin\" } ]", files);
        var other = Script.ReadPart("files: [ { path: \\??\\C:\\a, data: \"file:data/first.bin\" } ]", new SampleFiles().With("data/first.bin", [1, 2, 4]));
        Assert.That(document.Scenario!.Files[0].Data!.Length, Is.EqualTo(3));
        Assert.That(other.ContentHash, Is.Not.EqualTo(document.ContentHash), "so a replay token notices");
    }

    [Test]
    public void Empty_list_is_refused() => Script.Bad("files: []", DiagnosticCodes.EmptyList);
}
