using System.Xml;
using System.Xml.Linq;

namespace Verifier.Tests.Tidy;

/// <summary>A csproj or props file, read as XML: the tests ask what is written, not what MSBuild makes of it.</summary>
internal sealed class ProjectFile(TreeFile file)
{
    private readonly XDocument _xml = XDocument.Parse(file.Text, LoadOptions.SetLineInfo);

    /// <summary>From the repository root.</summary>
    public string Path => file.Path;

    /// <summary>The file's name without its ending, which is the assembly's name.</summary>
    public string Name => System.IO.Path.GetFileNameWithoutExtension(file.Path);

    /// <summary>The csproj files of the repository.</summary>
    public static IEnumerable<ProjectFile> All => Tree.Files("", ".csproj").Select(file => new ProjectFile(file));

    /// <summary>The items of one kind, such as PackageReference.</summary>
    public IEnumerable<XElement> Items(string kind) => _xml.Descendants(kind);

    /// <summary>The value of a property, or null if the file does not set it.</summary>
    public string? Property(string name) => _xml.Descendants(name).LastOrDefault()?.Value;

    /// <summary>An offence at the line of <paramref name="element"/>.</summary>
    public Offence At(XObject element, string what, string remedy) => new(Path, ((IXmlLineInfo)element).LineNumber, what, remedy);
}
