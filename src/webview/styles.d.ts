/** Style sheets that the bundler puts beside a panel's script. */
declare module '*.css';
