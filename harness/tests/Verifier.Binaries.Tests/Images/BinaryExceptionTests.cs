using Verifier.Binaries.Images;

namespace Verifier.Binaries.Tests.Images;

public sealed class BinaryExceptionTests
{
    [Test]
    public void Message_is_the_sentence_alone() =>
        Assert.That(new BinaryException("it is an ARM64 image; build it for x64").Message, Is.EqualTo("it is an ARM64 image; build it for x64"));
}
