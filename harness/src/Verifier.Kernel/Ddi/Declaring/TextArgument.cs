namespace Verifier.Kernel;

/// <summary>The form in memory of a string that a model gives for a DDI's parameter.</summary>
internal enum TextArgument
{
    /// <summary>"…": bytes with a terminator in the image's constants.</summary>
    Ansi,

    /// <summary>L"…": 16-bit characters with a terminator in the image's constants.</summary>
    Wide,

    /// <summary>A UNICODE_STRING in the caller's frame.</summary>
    Counted,
}
