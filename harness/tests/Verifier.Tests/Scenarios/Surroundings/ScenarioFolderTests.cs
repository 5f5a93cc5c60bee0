using Verifier.Scenarios.Surroundings;

namespace Verifier.Tests.Scenarios.Surroundings;

public sealed class ScenarioFolderTests
{
    private string _outside = "";
    private string _folder = "";

    [SetUp]
    public void MakeFolders()
    {
        _outside = Directory.CreateTempSubdirectory("scenario-folder-").FullName;
        _folder = Path.Combine(_outside, "inside");
        Directory.CreateDirectory(Path.Combine(_folder, "data"));
        File.WriteAllBytes(Path.Combine(_folder, "data", "input.bin"), [1, 2, 3]);
        File.WriteAllText(Path.Combine(_outside, "secret"), "secret");
    }

    [TearDown]
    public void RemoveFolders() => Directory.Delete(_outside, recursive: true);

    [Test]
    public void Read_file_inside_gives_its_bytes() =>
        Assert.That(Read("data/input.bin").Bytes!.Value.ToArray(), Is.EqualTo(new byte[] { 1, 2, 3 }));

    [TestCase("data/none.bin", "does not exist")]
    [TestCase("data", "is a folder")]
    [TestCase("../secret", "lies outside the scenario's folder")]
    [TestCase("data/../../secret", "lies outside the scenario's folder")]
    public void Read_anything_else_is_refused(string path, string problem)
    {
        ScenarioFileContent content = Read(path);

        Assert.That((content.Bytes, content.Problem), Is.EqualTo(((ReadOnlyMemory<byte>?)null, problem)));
    }

    [Test]
    public void Read_absolute_path_is_refused() =>
        Assert.That(Read(Path.Combine(_outside, "secret")).Problem, Is.EqualTo("lies outside the scenario's folder"));

    [Test]
    public void Read_file_above_the_limit_is_refused() =>
        Assert.That(new ScenarioFolder(_folder).Read("data/input.bin", 2).Problem, Is.EqualTo("has 3 bytes, more than the 2 allowed"));

    [TestCase("link", "secret")]
    [TestCase("folder/secret", "")]
    public void Read_symbolic_link_that_leads_out_is_refused(string path, string target)
    {
        string link = Path.Combine(_folder, path.Split('/')[0]);
        if (target.Length > 0)
        {
            File.CreateSymbolicLink(link, Path.Combine(_outside, target));
        }
        else
        {
            Directory.CreateSymbolicLink(link, _outside);
        }

        Assert.That(Read(path).Problem, Is.EqualTo("is reached through a symbolic link, which is refused"));
    }

    private ScenarioFileContent Read(string path) => new ScenarioFolder(_folder).Read(path, 1000);
}
