using System.Security.Cryptography;
using System.Text;

namespace Verifier.Tests.Scenarios;

public sealed class ContentHashTests
{
    private const string Text = "scenario: sample\ndrivers: [x]\nworkload: [load]\n";

    [Test]
    public void ContentHash_is_sha256_of_the_script() =>
        Assert.That(Script.Read(Text).ContentHash, Is.EqualTo(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text)))));

    [TestCase("\r\n")]
    [TestCase("\r")]
    public void ContentHash_line_ends_do_not_count(string end) =>
        Assert.That(Script.Read(Text.Replace("\n", end, StringComparison.Ordinal)).ContentHash, Is.EqualTo(Script.Read(Text).ContentHash));

    [Test]
    public void ContentHash_every_other_byte_counts() =>
        Assert.That(Script.Read(Text + "# comment\n").ContentHash, Is.Not.EqualTo(Script.Read(Text).ContentHash));

    [Test]
    public void ContentHash_exists_for_a_broken_script() => Assert.That(Script.Read("[").ContentHash, Has.Length.EqualTo(64));

    [TestCase("scenarios/fast/sample.yaml")]
    [TestCase("C:\\scenarios\\sample.yaml")]
    [TestCase("sample.yaml")]
    public void Read_file_name_is_taken_from_any_path(string path) => Assert.That(Script.Read(Text, path).Diagnostics, Is.Empty);

    [Test]
    public void Read_other_file_name_is_refused() =>
        Assert.That(Script.Read(Text, "scenarios/simple.yaml").Diagnostics.Single().ToString(), Is.EqualTo(
            "scenarios/simple.yaml(1,11): error VS1301: the scenario is called 'sample' and its file 'simple'; the two must be equal"));
}
