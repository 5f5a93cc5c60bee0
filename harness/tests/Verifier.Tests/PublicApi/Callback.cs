namespace Verifier.Tests.PublicApi;

/// <summary>A delegate, for the same test.</summary>
internal delegate void Callback(int value);
