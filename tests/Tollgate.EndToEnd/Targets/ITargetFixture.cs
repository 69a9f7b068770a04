namespace Tollgate.EndToEnd.Targets;

/// <summary>Something that sets a target up for the tests of a class.</summary>
public interface ITargetFixture
{
    /// <summary>The target.</summary>
    Target Target { get; }
}
