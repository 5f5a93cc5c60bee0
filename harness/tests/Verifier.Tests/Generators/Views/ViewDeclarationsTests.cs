using System.Reflection;
using System.Text.RegularExpressions;
using Verifier.Kernel;
using Verifier.Tests.Tidy;

namespace Verifier.Tests.Generators.Views;

/// <summary>The kernel's own views.</summary>
public sealed class ViewDeclarationsTests
{
    private static readonly Regex s_accessor = new(@"\bget => .*\bPointer\.(Read|ReadPointer)\b");

    [Test]
    public void Kernel_has_no_accessor_written_by_hand() => Offence.AssertNone(
        Tree.Files("harness/src/Verifier.Kernel/", ".cs").SelectMany(file => file.Text.Split('\n').Select((line, index) => (file, line, index)))
            .Where(at => s_accessor.IsMatch(at.line))
            .Select(at => new Offence(at.file.Path, at.index + 1, "an accessor reads memory", "Declare it as a partial property with [Field(offset)]")));

    [Test]
    public void Kernel_views_are_made_from_a_pointer()
    {
        var views = typeof(Machine).Assembly.GetTypes().Where(type => type.GetCustomAttribute<ViewAttribute>() is not null).ToArray();

        Assert.That(views, Does.Contain(typeof(Irp)).And.Contain(typeof(UnicodeString)));
        Assert.That(
            views.Select(view => view.GetConstructor(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic, [typeof(Verifier.Kernel.Pointer)])),
            Has.None.Null);
    }
}
